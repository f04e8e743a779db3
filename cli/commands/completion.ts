import { Argument, Command } from 'commander';
import type { CommandContext } from '../command';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/**
 * ods-graph completion SHELL prints a script for that shell; what the script asks while somebody types is answered by
 * a hidden command, `complete`. `describe` makes the command line that is completed.
 */
export function completionCommands({ out }: CommandContext, describe: () => Command): Command[] {
  const completion = new Command('completion')
    .description('print a script that completes commands and options in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action(async (shell: string) => {
      const program = describe();
      (await completerOf(program)).setup(program.name(), program.name(), shell);
      if (shell === 'bash') out(FILES_IN_BASH);
    });
  const complete = new Command('complete').argument('[words...]').action(async (words: string[]) => {
    const program = describe();
    if (isFile(words, program)) out(LEFT_TO_THE_SHELL);
    else (await completerOf(program)).parse(words);
  });
  return [completion, complete];
}

/** The directive of the scripts under which a shell completes file names by itself; bash has to be told so before. */
const LEFT_TO_THE_SHELL = ':0\n';
const FILES_IN_BASH = 'complete -o default -F __ods_graph_complete ods-graph\n';
const FILE = /<(file|folder)>/;

/** Whether the last of the words is the name of a file or folder. */
function isFile(words: readonly string[], program: Command): boolean {
  const command = commandOf(words, program);
  const [before, last = ''] = words.slice(-2);
  const option = command.options.find(({ long }) => long === before);
  if (option?.required) return FILE.test(option.flags);
  return !last.startsWith('-') && command.registeredArguments.some((argument) => /^(file|dir)$/.test(argument.name()));
}

/** The command that the words name, the last word not being one yet. */
function commandOf(words: readonly string[], program: Command): Command {
  return words
    .slice(0, -1)
    .reduce((command, word) => command.commands.find((one) => one.name() === word) ?? command, program);
}

async function completerOf(program: Command) {
  const { default: tab } = await import('@bomb.sh/tab/commander');
  return tab(program, { completionCommandName: 'completion' });
}
