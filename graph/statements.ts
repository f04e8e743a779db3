import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Statement } from './graph';

export type Statements<Name extends string> = Readonly<Record<Name, Statement>>;

/** Reads the .cypher files of a folder, one statement per file, named like the file without its extension. */
export function readStatements<Name extends string>(folder: string): Statements<Name> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.cypher'));
  const entries = files.map((file) => {
    const name = file.slice(0, -'.cypher'.length);
    return [name, { name, text: readFileSync(join(folder, file), 'utf8') }] as const;
  });
  return Object.fromEntries(entries) as Record<Name, Statement>;
}
