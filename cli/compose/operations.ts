import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GraphQLError, Kind, parse, type DocumentNode } from 'graphql';
import { DocumentListError, readManifest } from '../../gateway/graphql/persisted/manifest';
import { CommandError } from '../command';

/** A document of a client. */
export interface ClientDocument {
  /** The file, with the id in a list of documents. */
  readonly source: string;
  /** The names of its operations; the source again if none has a name. */
  readonly name: string;
  readonly document: DocumentNode;
}

const DOCUMENT = /\.(graphql|gql)$/;

/**
 * Reads the documents of clients from a file or a folder with its subfolders: one document in each .graphql or .gql file, or
 * a list of documents in a .json file, as for PERSISTED_DOCUMENTS. Throws a CommandError.
 */
export async function readClientDocuments(path: string): Promise<readonly ClientDocument[]> {
  const files = await filesOf(path);
  const documents = (await Promise.all(files.map(readDocuments))).flat();
  if (documents.length > 0) return documents;
  throw new CommandError(`--operations names no operation: ${path} has no .graphql, .gql or .json file.`, 2);
}

async function filesOf(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return files.filter((file) => DOCUMENT.test(file) || file.endsWith('.json')).sort();
  } catch (error) {
    throw new CommandError(`--operations cannot be read: ${(error as Error).message}`, 2);
  }
}

async function readDocuments(file: string): Promise<ClientDocument[]> {
  const text = await readFile(file, 'utf8');
  if (!file.endsWith('.json')) return [toDocument(file, text)];
  try {
    return [...readManifest(text)].map(([id, document]) => toDocument(`${file} ${id.slice(0, 16)}`, document));
  } catch (error) {
    if (error instanceof DocumentListError) throw new CommandError(`${file}: ${error.message}`, 2);
    throw error;
  }
}

function toDocument(source: string, text: string): ClientDocument {
  try {
    const document = parse(text);
    const names = document.definitions.flatMap((each) =>
      each.kind === Kind.OPERATION_DEFINITION ? (each.name?.value ?? []) : [],
    );
    return { source, name: names.join(', ') || source, document };
  } catch (error) {
    if (error instanceof GraphQLError) throw new CommandError(`${source}: ${error.message}`, 2);
    throw error;
  }
}
