import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { SETTINGS, type Config, type Setting, type SettingName } from './settings';

export { HOME, SETTINGS, type Config } from './settings';

/** Lists every invalid setting in one message. The command line exits with `exitCode`. */
export class ConfigError extends Error {
  readonly exitCode = 2;
}

type Environment = Readonly<Record<string, string | undefined>>;

const NEEDS_SECRET = [
  ['SUBGRAPH_PORT', 'SUBGRAPH_SECRET'],
  ['RELEASE_WEBHOOK_URL', 'RELEASE_WEBHOOK_SECRET'],
] as const satisfies [SettingName, SettingName][];

/** Reads every setting. Throws a ConfigError that lists each invalid one with the expected and the given value. */
export function readConfig(env: Environment): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = Object.create(null);
  const textOf = (name: string) => {
    const text = givenText(env, name);
    if (text.problem !== undefined) problems.push(text.problem);
    return text;
  };
  for (const [name, setting] of Object.entries<Setting>(SETTINGS)) {
    const { given, problem } = textOf(name);
    if (problem !== undefined) continue;
    const result = setting.schema.safeParse(given);
    if (result.success) values[name] = result.data;
    else
      problems.push(`${name}: ${reasons(result.error)}; got '${setting.secret ? HIDDEN : withoutCredentials(given)}'`);
  }
  for (const [name, secret] of NEEDS_SECRET)
    if (givenIn(env, name) !== undefined && givenIn(env, secret) === undefined && fileIn(env, secret) === undefined)
      problems.push(`${secret}: expected a secret of at least 16 characters, because ${name} is set; got none`);
  if (givenIn(env, 'PERSISTED') === 'only' && givenIn(env, 'PERSISTED_DOCUMENTS') === undefined)
    problems.push('PERSISTED_DOCUMENTS: expected a file or folder, because PERSISTED is only; got none');
  if (givenIn(env, 'PERSISTED_UNLISTED') === 'log' && givenIn(env, 'PERSISTED') !== 'only')
    problems.push('PERSISTED: expected only, because PERSISTED_UNLISTED is log');
  if (givenIn(env, 'PERSISTED') === 'off' && givenIn(env, 'PERSISTED_DOCUMENTS') !== undefined)
    problems.push('PERSISTED: expected apq or only, because PERSISTED_DOCUMENTS is set; got off');
  if (problems.length > 0) throw new ConfigError(`Invalid settings:\n  ${problems.join('\n  ')}`);
  return values as Config;
}

/** One setting as `ods-graph config` prints it; secrets are hidden. */
export interface SettingShown {
  readonly name: string;
  readonly value: unknown;
  readonly default: unknown;
  readonly from: 'environment' | 'file' | 'default';
  readonly meaning: string;
}

/** Returns every setting with its value, its default and the source of the value. Throws a ConfigError as `readConfig` does. */
export function describeConfig(env: Environment): SettingShown[] {
  const values = readConfig(env);
  return Object.entries<Setting>(SETTINGS).map(([name, { schema, meaning, secret }]) => {
    const from = givenIn(env, name) !== undefined ? 'environment' : fileIn(env, name) ? 'file' : 'default';
    const value = values[name as SettingName] ?? null;
    const fallback = schema.parse(undefined) ?? null;
    return {
      name,
      value: secret && from !== 'default' ? HIDDEN : value,
      default: fallback,
      from,
      meaning,
    };
  });
}

const HIDDEN = '…';

/** Returns an invalid value for a message, without what can be a user, a password or a token: all before an @ and after a ?. */
function withoutCredentials(given = ''): string {
  return given.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, `$1${HIDDEN}@`).replace(/([?#]).*/s, `$1${HIDDEN}`);
}

function givenIn(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

/** Passwords whose files are read again while the service runs: `cli/passwords.ts` reads them. */
const READ_AGAIN: readonly string[] = ['NEO4J_PASSWORD', 'CACHE_PASSWORD'];

/** Returns the path of the file that holds a setting instead, by the setting with `_FILE` at its end. */
function fileIn(env: Environment, name: string): string | undefined {
  return Object.hasOwn(SETTINGS, `${name}_FILE`) ? givenIn(env, `${name}_FILE`) : undefined;
}

/** Returns the text of a setting, from the environment or its file, or what is wrong with that. */
function givenText(env: Environment, name: string): { readonly given?: string | undefined; readonly problem?: string } {
  const given = givenIn(env, name);
  const path = fileIn(env, name);
  if (path === undefined) return { given };
  const setting = `${name}_FILE`;
  if (given !== undefined) return { problem: `${setting}: expected only one of ${name} and ${setting}; got both` };
  if (READ_AGAIN.includes(name)) return {};
  try {
    const content = readFileSync(path, 'utf8').trim();
    return content === '' ? { problem: `${setting}: expected ${name} in ${path}; it is empty` } : { given: content };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: `${setting}: expected a file that this user may read; ${path} cannot be read (${code})` };
  }
}

function reasons(error: z.ZodError): string {
  return error.issues.map(({ message }) => message).join('; ');
}

/** Returns whether there is a supergraph: subgraphs other than ours, or contracts, are configured. */
export function isFederated({ SUBGRAPHS, SUPERGRAPH, CONTRACTS }: Config): boolean {
  return SUBGRAPHS !== undefined || SUPERGRAPH !== undefined || CONTRACTS !== undefined;
}
