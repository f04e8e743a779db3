import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options?: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;

/** From this major version on, a collection can give the memory back to the system at once. Older ones do so in the second one. */
const GIVES_BACK = 22;

/**
 * Collects all garbage and gives its memory back, which holds the event loop for tenths of a second: for the moment before
 * clients come. V8 itself would keep what a start leaves behind, hundreds of megabytes, until the process has been idle for
 * minutes.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  if (Number.parseInt(process.versions.node, 10) >= GIVES_BACK)
    return collect({ type: 'major', flavor: 'last-resort' });
  collect();
  collect();
}
