import { run } from '../../../cli/main';
import { readConfig } from '../../../config';

/** Runs a command in this process, for example runCommand(['config', '--json']). Returns its exit code, output and notes. */
export async function runCommand(args: readonly string[], env: Record<string, string> = {}) {
  let out = '';
  let notes = '';
  const code = await run(args, {
    env,
    config: () => readConfig(env),
    out: (text) => void (out += text),
    report: { line: (text) => void (notes += `${text}\n`), progress: () => undefined, done: () => undefined },
  });
  return { code, out, notes };
}
