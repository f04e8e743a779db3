import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { runCommand } from '../../support/process/run-command';
import { runCli } from '../../support/process/processes';

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-completion-'));
const program = `exec ${process.execPath} -r ${HOME}/tests/support/typescript.cjs ${HOME}/cli/main.ts "$@"`;

beforeAll(() => {
  writeFileSync(join(folder, 'ods-graph'), `#!/bin/sh\n${program}\n`);
  chmodSync(join(folder, 'ods-graph'), 0o755);
  writeFileSync(join(folder, 'october.zip'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Returns what bash offers when the tab key is pressed after a line. The program is not on the PATH, as with npx. */
function completionsOf(line: string): string[] {
  const words = line.split(' ');
  const script = `
    source <(${folder}/ods-graph completion bash)
    COMP_LINE='${line}' COMP_POINT=${line.length} COMP_CWORD=${words.length - 1} COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
    compopt() { :; }
    _get_comp_words_by_ref() { cur="\${COMP_WORDS[COMP_CWORD]}" words=("\${COMP_WORDS[@]}") cword=$COMP_CWORD; }
    ${words[0] === 'npx' ? '__ods_graph_npx_complete' : '__ods_graph_complete'}; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p ods-graph`;
  return execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' }).trim().split('\n');
}

const WITH_FILE_NAMES = 'complete -o default -F __ods_graph_complete ods-graph';

test.each([
  ['ods-graph rel', ['releases']],
  ['ods-graph db st', ['start', 'stop', 'status']],
  ['ods-graph load --dr', ['--dry-run']],
  ['ods-graph completion fi', ['fish']],
  ['npx ods-graph rel', ['releases']],
  ['npx ods-graph db st', ['start', 'stop', 'status']],
])('bash completes %p', (line, expected) => {
  expect(completionsOf(line)).toEqual([...expected, WITH_FILE_NAMES]);
});

test.each([
  [['load', 'oct'], true],
  [['query', '--variables', ''], true],
  [['db', 'fetch', '--to', ''], true],
  [['releases', '--live', ''], false],
  [['load', '--'], false],
])('%p completes file names: %p', async (words, completesFiles) => {
  const { code, out } = await runCli(['complete', '--', ...words], {});
  expect([code, out === ':0\n']).toEqual([0, completesFiles]);
});

test.each(['zsh', 'fish', 'powershell'])('the script for %s names the program', async (shell) => {
  const { code, out } = await runCli(['completion', shell], {});
  expect([code, out]).toEqual([0, expect.stringContaining('ods-graph')]);
});

test.each([
  ['zsh', /compdef _ods-graph-npx npx\n$/],
  ['fish', /complete -c npx -n __ods_graph_after_npx .*\n$/],
])('the script for %s completes npx ods-graph too', async (shell, end) => {
  expect((await runCli(['completion', shell], {})).out).toMatch(end);
});

test('an unknown shell is refused with the list of supported shells', async () => {
  const { code, notes } = await runCommand(['completion', 'tcsh']);
  expect([code, notes]).toEqual([2, expect.stringContaining('Allowed choices are bash, zsh, fish, powershell.')]);
});
