import { readFile, stat } from 'node:fs/promises';

/** Detects changes of the files that it has read. It polls, because file events are unreliable with mounts and renames. */
export interface FileWatcher {
  /** Reads a file and watches it from then on, even if reading fails. */
  read(path: string): Promise<string>;
  /** Whether a file changed since it was read, but not since the last call: a file may still be being written. */
  changed(): Promise<boolean>;
}

export function createFileWatcher(): FileWatcher {
  const stampAtRead = new Map<string, string>();
  let previous = '';
  return {
    async read(path) {
      stampAtRead.set(path, await stampOf(path));
      return readFile(path, 'utf8');
    },
    async changed() {
      const paths = [...stampAtRead.keys()];
      const stamps = await Promise.all(paths.map(stampOf));
      const latest = stamps.join();
      const isStable = latest === previous;
      previous = latest;
      return isStable && paths.some((path, at) => stampAtRead.get(path) !== stamps[at]);
    },
  };
}

/** Changes whenever the file changes. */
async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeNs, size, ino } = await stat(path, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch {
    return 'unreadable';
  }
}
