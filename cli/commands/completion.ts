import { Argument, Command } from 'commander';
import type { CommandContext } from '../command';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/**
 * ods-graph completion SHELL prints a script for that shell. The script calls the hidden command `complete` for the
 * suggestions. `describe` creates the command line to complete.
 */
export function completionCommands({ out }: CommandContext, describe: () => Promise<Command>): Command[] {
  const completion = new Command('completion')
    .description('print a script for shell completion')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action(async (shell: string) => {
      const program = await describe();
      (await completerOf(program)).setup(program.name(), thisProgram(), shell);
      out(NPX_COMPLETIONS[shell]?.(thisProgram()) ?? '');
    });
  const complete = new Command('complete').argument('[words...]').action(async (words: string[]) => {
    const program = await describe();
    if (expectsFile(words, program)) out(DEFAULT_COMPLETION);
    else (await completerOf(program)).parse(words);
  });
  return [completion, complete];
}

/** The directive for which the scripts let the shell complete file names. Bash also needs the line below. */
const DEFAULT_COMPLETION = ':0\n';
const BASH_FILE_COMPLETION = 'complete -o default -F __ods_graph_complete ods-graph\n';
/** Completes `npx ods-graph …` too, unless npx has a completion already. */
const BASH_NPX_COMPLETION = `
__ods_graph_npx_complete() {
    [[ \${COMP_WORDS[1]} == ods-graph && \$COMP_CWORD -gt 1 ]] || return
    COMP_LINE="\${COMP_LINE#npx }" COMP_POINT=\$((COMP_POINT - 4)) COMP_CWORD=\$((COMP_CWORD - 1)) COMP_WORDS=("\${COMP_WORDS[@]:1}")
    __ods_graph_complete
}
complete -p npx > /dev/null 2>&1 || complete -o default -F __ods_graph_npx_complete npx
`;
const ZSH_NPX_COMPLETION = `
_ods-graph-npx() {
    if [[ \${words[2]} == ods-graph ]] && (( CURRENT > 2 )); then
        shift words
        (( CURRENT-- ))
        _ods-graph
    else
        _default
    fi
}
(( \${+_comps[npx]} )) || compdef _ods-graph-npx npx
`;

const fishNpxCompletion = (program: string) => `
function __ods_graph_after_npx
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test $words[2] = ods-graph
end
function __ods_graph_npx_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l found (${program} complete -- $words[3..-1] 2> /dev/null | string match -v ':*')
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c npx -n __ods_graph_after_npx -f -a '(__ods_graph_npx_complete)'
`;

/** What follows the script of a shell, so that `npx ods-graph …` is completed too. PowerShell has nothing for this. */
const NPX_COMPLETIONS: Readonly<Record<string, (program: string) => string>> = {
  bash: () => BASH_FILE_COMPLETION + BASH_NPX_COMPLETION,
  zsh: () => ZSH_NPX_COMPLETION,
  fish: fishNpxCompletion,
};

const FILE_PLACEHOLDER = /<(file|folder)>/;

/** Returns whether the last word is the name of a file or folder. */
function expectsFile(words: readonly string[], program: Command): boolean {
  const command = commandOf(words, program);
  const [before, last = ''] = words.slice(-2);
  const option = command.options.find(({ long }) => long === before);
  if (option?.required) return FILE_PLACEHOLDER.test(option.flags);
  return !last.startsWith('-') && command.registeredArguments.some((argument) => /^(file|dir)$/.test(argument.name()));
}

/** The command named by all words but the last. */
function commandOf(words: readonly string[], program: Command): Command {
  return words
    .slice(0, -1)
    .reduce((command, word) => command.commands.find((one) => one.name() === word) ?? command, program);
}

async function completerOf(program: Command) {
  const { default: tab } = await import('@bomb.sh/tab/commander');
  return tab(program, { completionCommandName: 'completion' });
}

/** The command line that runs this program by its path, because `ods-graph` is not on the PATH of those who use npx. */
function thisProgram(): string {
  const words = [process.execPath, ...process.execArgv, require.main?.filename ?? ''];
  return words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}
