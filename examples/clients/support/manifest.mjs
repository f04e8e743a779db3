import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { parse, print } from 'graphql';
import { textOf } from './documents.mjs';

/** Returns the id of a document: the SHA-256 of its text as graphql-js prints it, without comments. */
export const idOf = (text) =>
  createHash('sha256')
    .update(print(parse(text)))
    .digest('hex');

/** Writes the documents of the folder documents/ as an object from id to text, as the client preset of GraphQL Code Generator does. */
export function writeManifest(file) {
  const names = readdirSync(new URL('../documents', import.meta.url)).map((name) => name.replace('.graphql', ''));
  const entries = names.map((name) => [idOf(textOf(name)), print(parse(textOf(name)))]);
  writeFileSync(file, JSON.stringify(Object.fromEntries(entries), null, 2));
}
