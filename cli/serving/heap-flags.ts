import { totalmem } from 'node:os';
import type { Config } from '../../config';
import { localMebibytes } from '../local-settings';

/** What the flags are chosen for. */
export interface HeapSituation {
  /** Flags that the process has: those of NODE_OPTIONS and of the command line. */
  readonly flags: string;
  /** Bytes of memory of the container or the machine. */
  readonly memory: number;
  /** MiB to which the heap may grow without these flags. */
  readonly heapMib: number;
}

type MemorySettings = Pick<Config, 'NEO4J_URI' | 'LOCAL_NEO4J_HEAP' | 'LOCAL_NEO4J_PAGE_CACHE' | 'WORKERS'>;

const MIB = 2 ** 20;
const YOUNG_FLAG = /--(?:max[-_]semi[-_]space[-_]size|max[-_]heap[-_]size)\b/;
const OLD_FLAG = /--(?:max[-_]old[-_]space[-_]size(?:[-_]percentage)?|max[-_]heap[-_]size)\b/;

/**
 * One part of the space for young objects in MiB, of which there are up to three, by the MiB of a process. A larger one
 * saves up to a quarter of the processor time of large responses.
 */
const SEMI_SPACES: readonly (readonly [from: number, mib: number])[] = [
  [2_048, 64],
  [1_024, 32],
  [512, 16],
  [0, 8],
];
/** The share of a process's memory that its heap may take: buffers, code and young objects need the rest. */
const HEAP_SHARE = 0.5;
const SMALLEST_HEAP = 128;

/**
 * Returns the flags of V8 for a serving process: its share of the memory, without what the local Neo4j takes. A flag that
 * was given is not chosen, and the heap is never made larger than V8 chose it.
 */
export function chooseHeapFlags(settings: MemorySettings, { flags, memory, heapMib }: HeapSituation): string[] {
  const share = Math.max(0, memory / MIB - localMebibytes(settings)) / settings.WORKERS;
  const chosen: string[] = [];
  const [, semiSpace] = SEMI_SPACES.find(([from]) => Math.min(share, heapMib / HEAP_SHARE) >= from)!;
  if (!YOUNG_FLAG.test(flags)) chosen.push(`--max-semi-space-size=${semiSpace}`);
  const heap = Math.max(SMALLEST_HEAP, Math.floor(share * HEAP_SHARE));
  if (!OLD_FLAG.test(flags) && heap < heapMib) chosen.push(`--max-old-space-size=${heap}`);
  return chosen;
}

/** The limit of the container, or the memory of the machine. */
export function memoryBytes(): number {
  const limit = process.constrainedMemory();
  return limit > 0 && limit < totalmem() ? limit : totalmem();
}
