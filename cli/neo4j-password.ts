import { readFileSync } from 'node:fs';
import type { Config } from '../config';
import { CommandError } from './command';

/**
 * Returns a function that returns the password of the Neo4j in NEO4J_URI: the content of NEO4J_PASSWORD_FILE at that
 * time, without the line end, or NEO4J_PASSWORD. While the file cannot be read, it returns the last content. Throws a
 * CommandError if the file cannot be read now.
 */
export function neo4jPassword(config: Pick<Config, 'NEO4J_PASSWORD' | 'NEO4J_PASSWORD_FILE'>): () => string {
  const { NEO4J_PASSWORD: password = '', NEO4J_PASSWORD_FILE: file } = config;
  if (file === undefined) return () => password;
  let last = contentOf(file);
  return () => {
    try {
      last = contentOf(file);
    } catch {
      // Whoever replaces the file may have removed it for a moment.
    }
    return last;
  };
}

function contentOf(file: string): string {
  const content = read(file).replace(/\r?\n$/, '');
  if (content === '') throw new CommandError(`NEO4J_PASSWORD_FILE: ${file} is empty. Write the password into it.`, 2);
  return content;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(
      `NEO4J_PASSWORD_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Name a file that this user may read.`,
      2,
    );
  }
}
