import { Session } from 'node:inspector';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;

/** From this major version on, a collection can give the memory back to the system at once. */
const GIVES_BACK = 22;

/**
 * Collects all garbage and gives its memory back, that of the space for young objects too, which holds the event loop for tenths of
 * a second: for the moment before clients come. V8 itself would keep what a start leaves behind, hundreds of megabytes, until the
 * process has been idle for minutes. Never rejects.
 */
export async function collectGarbage(): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) < GIVES_BACK) return collectByInspector();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', flavor: 'last-resort' });
}

/** The function `gc` of older versions keeps the space for young objects; what developer tools call does not. */
async function collectByInspector(): Promise<void> {
  const session = new Session();
  session.connect();
  await new Promise<void>((resolve) => session.post('HeapProfiler.collectGarbage', () => resolve()));
  await setImmediate(); // within the callback of its message, a session that is disconnected waits for itself for ever
  session.disconnect();
}
