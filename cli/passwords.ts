import { readFileSync } from 'node:fs';
import type { Config } from '../config';
import { CommandError } from './command';

/** Returns a function that returns the password of the Neo4j in NEO4J_URI. Throws as `passwordFrom` does. */
export function neo4jPassword(config: Pick<Config, 'NEO4J_PASSWORD' | 'NEO4J_PASSWORD_FILE'>): () => string {
  const { NEO4J_PASSWORD: password = '', NEO4J_PASSWORD_FILE: file } = config;
  return file === undefined ? () => password : passwordFrom('NEO4J_PASSWORD_FILE', file);
}

/** Returns a function that returns the password of the Redis in CACHE_URL, if any. Throws as `passwordFrom` does. */
export function cachePassword(
  config: Pick<Config, 'CACHE_PASSWORD' | 'CACHE_PASSWORD_FILE'>,
): () => string | undefined {
  const { CACHE_PASSWORD: password, CACHE_PASSWORD_FILE: file } = config;
  return file === undefined ? () => password : passwordFrom('CACHE_PASSWORD_FILE', file);
}

/**
 * Returns a function that returns the content of a file at that time, without the line end. While the file cannot be read,
 * it returns the last content. Throws a CommandError, which names the setting, if the file cannot be read now.
 */
function passwordFrom(setting: string, file: string): () => string {
  let last = contentOf(setting, file);
  return () => {
    try {
      last = contentOf(setting, file);
    } catch {
      // Whoever replaces the file may have removed it for a moment.
    }
    return last;
  };
}

function contentOf(setting: string, file: string): string {
  const content = read(setting, file).replace(/\r?\n$/, '');
  if (content === '') throw new CommandError(`${setting}: ${file} is empty. Write the password into it.`, 2);
  return content;
}

function read(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new CommandError(
      `${setting}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Name a file that this user may read.`,
      2,
    );
  }
}
