import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';

const MIB = 2 ** 20;
const SEMI_SPACE_FLAG = /--max[-_]semi[-_]space[-_]size[= ](\d+)/g;

/** V8's own size of one of the three parts of the space for young objects, in MiB, by the major version of Node.js. */
function defaultSemiSpace(version: string): number {
  const major = Number.parseInt(version, 10);
  if (major < 24) return 16;
  return major < 26 ? 64 : 32;
}

/**
 * Returns the bytes to which V8 lets the objects grow that outlive a few collections, which caches are made of. The
 * process ends when they need more. V8 reports this limit together with the space for young objects, whose size only the
 * flags of the process tell: those of NODE_OPTIONS, then those of the command line.
 */
export function heapLimit(flags: string): number {
  const given = [...flags.matchAll(SEMI_SPACE_FLAG)].at(-1)?.[1];
  const semiSpace = given === undefined ? defaultSemiSpace(process.versions.node) : Number(given);
  return getHeapStatistics().heap_size_limit - 3 * semiSpace * MIB;
}

/** Returns the bytes in use of what `heapLimit` limits. */
export function heapUsed(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name: name }) => !name.startsWith('new_'))
    .reduce((sum, { space_used_size: used }) => sum + used, 0);
}
