import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../make-folder';
import type { SubgraphDefinition } from '../composition/compose';

/** The SDL of a subgraph as it was last read and composed. */
export interface KnownSdl {
  readonly url: string;
  readonly sdl: string;
  /** In hexadecimal. */
  readonly sha256: string;
  /** When it was last read, in ISO 8601. */
  readonly readAt: string;
}

/** Keeps the last known SDL of each subgraph, so that one that is down does not hold up the others. */
export interface SdlStore {
  /** Returns the last known SDL of a subgraph at this URL; undefined for none, or for one that was changed on disk. */
  find(name: string, url: string): Promise<KnownSdl | undefined>;
  /** Remembers SDL that was read now. Rejects where it cannot be written; it is then known to this process only. */
  save(definition: SubgraphDefinition): Promise<void>;
}

/** The time of an unchanged SDL is written again after this many milliseconds. */
const REWRITE_MS = 3_600_000;

/** Creates a store with one file for each subgraph. Names of subgraphs are valid file names. */
export function createSdlStore(folder: string): SdlStore {
  const known = new Map<string, KnownSdl>();
  const written = new Map<string, KnownSdl>();
  const fileOf = (name: string) => join(folder, `${name}.json`);
  return {
    async find(name, url) {
      const found = known.get(name) ?? (await read(fileOf(name)));
      return found?.url === url ? found : undefined;
    },
    async save({ name, url = '', sdl }) {
      const now = new Date();
      const entry = { url, sdl, sha256: sha256Of(sdl), readAt: now.toISOString() };
      known.set(name, entry);
      const before = written.get(name);
      const isSame = before?.sha256 === entry.sha256 && before.url === url;
      if (isSame && now.getTime() - Date.parse(before.readAt) < REWRITE_MS) return;
      makeFolder(folder);
      const temporary = join(folder, `.${name}.${process.pid}`);
      await writeFile(temporary, JSON.stringify(entry), { mode: 0o600 });
      await rename(temporary, fileOf(name));
      written.set(name, entry);
    },
  };
}

async function read(file: string): Promise<KnownSdl | undefined> {
  try {
    const entry = JSON.parse(await readFile(file, 'utf8')) as KnownSdl;
    return sha256Of(entry.sdl) === entry.sha256 && !Number.isNaN(Date.parse(entry.readAt)) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
