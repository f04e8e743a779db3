import { readFile, stat } from 'node:fs/promises';

/** Files that were read, and whether they are still what they were. Mounts and renames make events unreliable: we look. */
export interface WatchedFiles {
  /** Reads a text, which is watched from now on, whether it could be read or not. */
  read(path: string): Promise<string>;
  /** Whether a file has changed since it was read, and not since the last look: a file that is being written can wait. */
  changed(): Promise<boolean>;
}

export function watchFiles(): WatchedFiles {
  const read = new Map<string, string>();
  let seen = '';
  return {
    async read(path) {
      read.set(path, await stampOf(path));
      return readFile(path, 'utf8');
    },
    async changed() {
      const paths = [...read.keys()];
      const stamps = await Promise.all(paths.map(stampOf));
      const last = seen;
      seen = stamps.join();
      return seen === last && paths.some((path, at) => read.get(path) !== stamps[at]);
    },
  };
}

/** Equal while a file stays what it is. */
async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeNs, size, ino } = await stat(path, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch {
    return 'unreadable';
  }
}
