import { hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { parse } from 'graphql';
import type { Logger } from '../../../telemetry/logger';
import { DocumentListError, readManifest } from './manifest';

/** The documents that the operator has listed. */
export interface TrustedDocuments {
  /** Changes with the documents. */
  readonly version: string;
  /** Returns the text of a document by its id, without the name of a hash algorithm. */
  byId(id: string): string | undefined;
  /** Whether a text is that of a listed document. */
  has(text: string): boolean;
}

/** Documents that are read again when their files change. */
export interface OpenTrustedDocuments extends TrustedDocuments {
  readonly size: number;
  /** Reads the files again if they have changed and no longer change. Keeps the documents that it has if one is invalid. */
  refresh(log: Pick<Logger, 'info' | 'error'>): void;
}

interface Listed {
  readonly version: string;
  readonly byId: ReadonlyMap<string, string>;
  readonly texts: ReadonlySet<string>;
}

/**
 * Reads trusted documents from a file or a folder: a manifest (`.json`), or files with one document each (`.graphql`), whose
 * id is the path of the file in the folder without its ending. Throws a DocumentListError that names the file.
 */
export function openTrustedDocuments(path: string): OpenTrustedDocuments {
  let [stamp, latest] = [stampOf(path), ''];
  let listed = read(path);
  return {
    get version() {
      return listed.version;
    },
    get size() {
      return listed.texts.size;
    },
    byId: (id) => listed.byId.get(id),
    has: (text) => listed.texts.has(text),
    refresh(log) {
      const before = latest;
      latest = stampOf(path);
      if (latest === stamp || latest !== before) return;
      stamp = latest;
      try {
        listed = read(path);
        log.info({ documents: listed.texts.size }, 'the persisted documents have changed');
      } catch (error) {
        log.error({ reason: (error as Error).message }, 'the persisted documents are invalid; the former ones stay');
      }
    },
  };
}

function read(path: string): Listed {
  const byId = new Map<string, string>();
  for (const file of filesIn(path))
    for (const [id, text] of documentsOf(file, path)) {
      if ((byId.get(id) ?? text) !== text) throw problem(file, `another file has the id '${id}' for another document`);
      byId.set(id, text);
    }
  if (byId.size === 0) throw problem(path, 'there are no documents; expected .json or .graphql files');
  const version = hash('sha256', JSON.stringify([...byId].sort()), 'base64url');
  return { version, byId, texts: new Set(byId.values()) };
}

function documentsOf(file: string, path: string): Map<string, string> {
  const text = readFileSync(file, 'utf8');
  try {
    const documents = extname(file) === '.json' ? readManifest(text) : new Map([[idOf(file, path), text.trim()]]);
    for (const [id, document] of documents) checkSyntax(id, document);
    return documents;
  } catch (error) {
    throw error instanceof DocumentListError ? problem(file, error.message) : error;
  }
}

function checkSyntax(id: string, document: string): void {
  try {
    parse(document, { noLocation: true });
  } catch (error) {
    throw new DocumentListError(`the document '${id.slice(0, 80)}' is not valid: ${(error as Error).message}`);
  }
}

function idOf(file: string, path: string): string {
  const name = file === path ? file.slice(file.lastIndexOf(sep) + 1) : relative(path, file);
  return name.slice(0, -extname(name).length).split(sep).join('/');
}

const ENDINGS = new Set(['.json', '.graphql', '.gql']);

function filesIn(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => ENDINGS.has(extname(name)))
      .map((name) => join(path, name))
      .sort();
  } catch (error) {
    throw problem(path, (error as Error).message);
  }
}

/** Changes whenever a file changes, appears or disappears. */
function stampOf(path: string): string {
  try {
    return filesIn(path)
      .map((file) => {
        const { mtimeMs, size, ino } = statSync(file);
        return `${file} ${mtimeMs} ${size} ${ino}`;
      })
      .join('\n');
  } catch {
    return 'unreadable';
  }
}

function problem(file: string, reason: string): DocumentListError {
  return new DocumentListError(`The persisted documents in ${file} cannot be used: ${reason}.`);
}
