import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { badInput, KnownError } from '../../../errors';
import { withoutAlgorithm } from './manifest';
import type { TrustedDocuments } from './trusted-documents';

/**
 * Which documents a request may name instead of holding them. `off`: none. `apq`: those that clients have sent before with
 * their hash, and the listed ones. `only`: the listed ones, and no other document is executed.
 */
export type PersistedMode = 'off' | 'apq' | 'only';

/** What happens with `only` to a document that is not listed: it is refused, or executed, logged and counted. */
export type UnlistedMode = 'refuse' | 'log';

/** How a request names its document. */
export interface DocumentReference {
  readonly id: string;
  /** Whether the id was given as the SHA-256 of the document, in `extensions.persistedQuery`. */
  readonly isHash: boolean;
}

/** The document of a request. */
export interface ResolvedDocument {
  readonly text: string;
  /** True if the operator has listed it; false if it should be listed, and is executed nevertheless. */
  readonly isListed?: boolean;
  /** Keeps the document under its hash for later requests. Call it when the document was found to be valid. */
  readonly keep?: () => void;
}

export interface PersistedDocuments {
  /** Changes with the documents that may be executed. */
  readonly version: string;
  /**
   * Returns the document that a request holds, names, or both; undefined if it does neither. Throws
   * PERSISTED_QUERY_NOT_SUPPORTED, PERSISTED_QUERY_NOT_FOUND, PERSISTED_QUERY_REQUIRED or BAD_USER_INPUT.
   */
  resolve(text: string | undefined, reference: DocumentReference | undefined): ResolvedDocument | undefined;
}

/** Of the documents that clients have sent with their hash: their number, and their characters in total. */
const MAX_KEPT = { documents: 5_000, characters: 8_000_000 };

export interface PersistedSettings {
  readonly mode: PersistedMode;
  /** Absent: they are refused. */
  readonly unlisted?: UnlistedMode | undefined;
  /** Absent: none are listed. */
  readonly trusted?: TrustedDocuments | undefined;
  /** Characters of the documents that are kept for their hash. Absent: 8 million. */
  readonly keptCharacters?: number;
}

/** Creates the lookup of documents. The documents that clients send with their hash are kept in memory, the last ones used. */
export function createPersistedDocuments(settings: PersistedSettings): PersistedDocuments {
  const { mode, unlisted = 'refuse', trusted, keptCharacters } = settings;
  const refuses = mode === 'only' && unlisted === 'refuse';
  const kept = new LRUCache<string, string>({
    max: MAX_KEPT.documents,
    maxSize: keptCharacters ?? MAX_KEPT.characters,
    sizeCalculation: (text) => text.length + 1,
  });

  function named({ id, isHash }: DocumentReference, text: string | undefined): ResolvedDocument {
    const listed = trusted?.byId(withoutAlgorithm(id));
    if (listed !== undefined) {
      if (text !== undefined && text !== listed)
        throw badInput('The document is not the one that is listed under its id.');
      return { text: listed, isListed: true };
    }
    if (refuses) return text === undefined ? notFound() : listedText(text);
    if (text !== undefined && mode === 'only' && trusted?.has(text)) return { text, isListed: true };
    if (text !== undefined) return isHash ? hashed(hashIn(id), text) : marked(text);
    const known = kept.get(hashIn(id));
    return known === undefined ? notFound() : marked(known);
  }

  /** Says of a text that will be executed whether it is listed. */
  function marked(text: string): ResolvedDocument {
    if (trusted?.has(text)) return { text, isListed: true };
    return mode === 'only' ? { text, isListed: false } : { text };
  }

  function hashed(sha256: string, text: string): ResolvedDocument {
    if (hash('sha256', text, 'hex') !== sha256) throw badInput('The hash is not the SHA-256 of the document.');
    return { ...marked(text), keep: () => void kept.set(sha256, text) };
  }

  function listedText(text: string): ResolvedDocument {
    if (trusted?.has(text)) return { text, isListed: true };
    throw new KnownError('PERSISTED_QUERY_REQUIRED', 'The document is not one of those that may be executed here.');
  }

  return {
    get version() {
      return `${mode} ${refuses ? '' : unlisted} ${trusted?.version ?? ''}`;
    },
    resolve(text, reference) {
      if (reference) {
        if (mode !== 'off') return named(reference, text);
        if (text === undefined || reference.isHash) throw notSupported();
      }
      if (text === undefined) return undefined;
      return refuses ? listedText(text) : marked(text);
    },
  };
}

/** No document can be named: a request must hold its document. */
export const NO_PERSISTED_DOCUMENTS: PersistedDocuments = createPersistedDocuments({ mode: 'off' });

/** Clients know this message: they send the document itself, and the hash no more. */
function notSupported(): KnownError {
  return new KnownError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
}

/** Clients know this message: they send the document with its hash. */
function notFound(): never {
  throw new KnownError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
}

/**
 * Returns how a request names its document: as the SHA-256 in `extensions.persistedQuery`, as Apollo's clients and urql do,
 * or as `documentId`, `doc_id` or `id`. Undefined if it does not. Throws BAD_USER_INPUT.
 */
export function referenceIn(params: Readonly<Record<string, unknown>>): DocumentReference | undefined {
  const { extensions } = params;
  const persisted = isObject(extensions) ? extensions.persistedQuery : undefined;
  if (persisted !== undefined && persisted !== null) return hashReference(persisted);
  for (const name of ['documentId', 'doc_id', 'id']) {
    const id = params[name];
    if (typeof id === 'string' && id !== '') return { id, isHash: SHA_256_PREFIX.test(id) };
  }
  return undefined;
}

const SHA_256_PREFIX = /^sha256:/i;

function hashIn(id: string): string {
  return withoutAlgorithm(id).toLowerCase();
}

function hashReference(persisted: unknown): DocumentReference {
  const { version, sha256Hash } = Object(persisted) as { readonly version?: unknown; readonly sha256Hash?: unknown };
  if (version !== 1) throw badInput('`extensions.persistedQuery` must have the version 1.');
  if (typeof sha256Hash !== 'string' || sha256Hash === '')
    throw badInput('`extensions.persistedQuery` must have the hash of the document as the string `sha256Hash`.');
  return { id: sha256Hash, isHash: true };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
