import { GraphQLError } from 'graphql';
import { CATALOGUE, KnownError } from '../../../errors';
import { stringifyExactly } from '../../exact-json';
import type { Path } from '../../execution-errors';
import { isJsonObject } from '../../json-object';

/** What clients see of the errors that a subgraph reports. Path and a well-formed code are always kept. */
export interface ErrorRules {
  /** Which messages are shown. Default: those of bad input. */
  readonly messages?: 'show' | 'hide';
  /** Names of extensions that are shown. */
  readonly extensions?: readonly string[];
}

/** Codes of errors whose message tells the client which of its values is wrong. */
const BAD_INPUT = new Set(['BAD_USER_INPUT', 'INVALID_ARGUMENT', 'INVALID_CURSOR']);

/** Extensions that the gateway sets itself. */
const OWN = new Set(['code', 'subgraph', 'subgraphCode', 'next', 'requestId', 'retryAfter', 'http', '__proto__']);

/** Whether a rule may name this extension. */
export function mayShow(extension: string): boolean {
  return extension !== '' && !OWN.has(extension);
}

/** Characters of a message, and of the JSON text of an extension, that are shown. */
const LONGEST_MESSAGE = 500;
const LONGEST_EXTENSION = 2_000;

/** Returns the error for clients. What the subgraph reported is its cause, which is logged. */
export function toClientError(subgraph: string, reported: unknown, rules: ErrorRules = {}): GraphQLError {
  const { path, message, extensions } = isJsonObject(reported) ? reported : {};
  const given = isJsonObject(extensions) ? extensions : {};
  const subgraphCode = isCode(given.code) ? given.code : undefined;
  const isBadInput = subgraphCode !== undefined && BAD_INPUT.has(subgraphCode);
  const isShown = rules.messages === undefined ? isBadInput : rules.messages === 'show';
  const shown = isShown ? messageOf(message) : '';
  const known = new KnownError('SUBGRAPH_ERROR', shown || `The subgraph ${subgraph} reported an error.`, {
    cause: reported,
    extensions: { ...shownExtensions(given, rules), subgraph, ...(subgraphCode && { subgraphCode }) },
    next: shown && isBadInput ? CATALOGUE.BAD_USER_INPUT.next : undefined,
  });
  return new GraphQLError(known.message, { path: validPath(path), originalError: known, extensions: known.extensions });
}

function isCode(code: unknown): code is string {
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code);
}

/** The message in one line. */
function messageOf(message: unknown): string {
  if (typeof message !== 'string') return '';
  const line = message
    .slice(0, 4 * LONGEST_MESSAGE)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}

function shownExtensions(given: Readonly<Record<string, unknown>>, { extensions = [] }: ErrorRules) {
  const named = extensions.filter((name) => mayShow(name) && Object.hasOwn(given, name));
  return Object.fromEntries(named.flatMap((name) => shownExtension(name, given[name])));
}

/** One that is too large, or nested too deeply to be written, is left out. */
function shownExtension(name: string, value: unknown): (readonly [string, unknown])[] {
  try {
    const text = stringifyExactly(value);
    return text.length <= LONGEST_EXTENSION ? [[name, JSON.parse(text)]] : [];
  } catch {
    return [];
  }
}

function validPath(path: unknown): Path | undefined {
  const isPath =
    Array.isArray(path) && path.every((step) => typeof step === 'string' || (Number.isInteger(step) && step >= 0));
  return isPath ? (path as Path) : undefined;
}
