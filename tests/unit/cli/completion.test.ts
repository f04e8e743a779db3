import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { ods } from '../../support/process/in-process';
import { runProgram } from '../../support/process/processes';

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-completion-'));
const program = `exec ${process.execPath} -r ${HOME}/tests/support/typescript.cjs ${HOME}/cli/main.ts "$@"`;

beforeAll(() => {
  writeFileSync(join(folder, 'ods-graph'), `#!/bin/sh\n${program}\n`);
  chmodSync(join(folder, 'ods-graph'), 0o755);
  writeFileSync(join(folder, 'october.zip'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What bash offers when the tabulator key is pressed after a line. */
function offered(line: string): string[] {
  const words = line.split(' ');
  const script = `
    source <(ods-graph completion bash)
    COMP_LINE='${line}' COMP_POINT=${line.length} COMP_CWORD=${words.length - 1} COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
    compopt() { :; }
    _get_comp_words_by_ref() { cur="\${COMP_WORDS[COMP_CWORD]}" words=("\${COMP_WORDS[@]}") cword=$COMP_CWORD; }
    __ods_graph_complete; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p ods-graph`;
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  return execFileSync('bash', ['-c', script], { cwd: folder, env, encoding: 'utf8' }).trim().split('\n');
}

const FILES_TOO = 'complete -o default -F __ods_graph_complete ods-graph';

test.each([
  ['ods-graph rel', ['releases']],
  ['ods-graph db st', ['start', 'stop', 'status']],
  ['ods-graph load --dr', ['--dry-run']],
  ['ods-graph completion fi', ['fish']],
])('bash completes %p', (line, expected) => {
  expect(offered(line)).toEqual([...expected, FILES_TOO]);
});

test.each([
  [['load', 'oct'], true],
  [['query', '--variables', ''], true],
  [['db', 'fetch', '--to', ''], true],
  [['releases', '--live', ''], false],
  [['load', '--'], false],
])('%p: file names are left to the shell: %p', async (words, left) => {
  const { code, out } = await runProgram(['complete', '--', ...words], {});
  expect([code, out === ':0\n']).toEqual([0, left]);
});

test.each(['zsh', 'fish', 'powershell'])('the script for %s names the program', async (shell) => {
  const { code, out } = await runProgram(['completion', shell], {});
  expect([code, out]).toEqual([0, expect.stringContaining('ods-graph')]);
});

test('another shell is refused with those that there are', async () => {
  const { code, notes } = await ods(['completion', 'tcsh']);
  expect([code, notes]).toEqual([2, expect.stringContaining('Allowed choices are bash, zsh, fish, powershell.')]);
});
