import { run } from '../../../cli/main';
import { readConfig } from '../../../config';

/** Runs a command line in this process, for example ods(['config', '--json']): its exit code, its data and its notes. */
export async function ods(args: readonly string[], env: Record<string, string> = {}) {
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
