import { Lexer, Source, TokenKind } from 'graphql';
import { badInput, KnownError } from '../../errors';
import type { Limits, VariableLimits } from '../limits';

/**
 * Checks the text of a document before parsing: bytes, tokens, comments and names. Returns the text without comments, so that a
 * changing comment does not make a new document; lines and columns stay the same. Leaves invalid text to the parser.
 * Throws GRAPHQL_VALIDATION_FAILED.
 */
export function checkDocumentText(
  text: string,
  limits: Pick<Limits, 'source' | 'tokens' | 'comments' | 'name'>,
): string {
  if (Buffer.byteLength(text) > limits.source) throw documentTooLarge('bytes', limits.source);
  const comments: (readonly [start: number, end: number])[] = [];
  let tokens = 0;
  for (const { kind, start, end } of tokensOf(text)) {
    if (kind !== TokenKind.COMMENT) {
      if (++tokens > limits.tokens) throw documentTooLarge('tokens', limits.tokens);
      if (kind === TokenKind.NAME && end - start > limits.name) throw nameTooLong(text.slice(start, end), limits.name);
    } else if (comments.push([start, end]) > limits.comments) throw documentTooLarge('comments', limits.comments);
  }
  return removeRanges(comments, text);
}

/** Yields each token up to the end of the document or the first syntax error. */
function* tokensOf(text: string) {
  const lexer = new Lexer(new Source(text));
  let last = lexer.token;
  try {
    for (;;) {
      lexer.advance();
      while (last.next) yield (last = last.next);
      if (last.kind === TokenKind.EOF) return;
    }
  } catch {
    return;
  }
}

function removeRanges(ranges: readonly (readonly [start: number, end: number])[], text: string): string {
  let rest = '';
  let from = 0;
  for (const [start, end] of ranges) {
    rest += text.slice(from, start);
    from = end;
  }
  return from === 0 ? text : rest + text.slice(from);
}

function documentTooLarge(unit: string, limit: number): KnownError {
  return new KnownError('GRAPHQL_VALIDATION_FAILED', `The document exceeds the limit of ${limit} ${unit}.`);
}

function nameTooLong(name: string, limit: number): KnownError {
  return new KnownError(
    'GRAPHQL_VALIDATION_FAILED',
    `A name in the document has ${name.length} characters; the limit is ${limit}. It begins with ${name.slice(0, 20)}.`,
  );
}

/** Checks variables before coercion: depth, number of values, length and characters of strings. Throws BAD_USER_INPUT. */
export function checkVariables(variables: object, limits: VariableLimits): void {
  const { depth: maxDepth, nodes: maxNodes } = limits;
  let level: unknown[] = [variables];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) throw badInput(`The variables are nested more than ${maxDepth} levels deep.`);
    const below: unknown[] = [];
    for (const value of level) {
      if (++nodes > maxNodes) throw badInput(`The variables contain more than ${maxNodes} values.`);
      if (typeof value === 'string') checkString(value, limits.characters);
      else if (typeof value === 'object' && value !== null) addValues(value, below, maxNodes);
    }
    level = below;
  }
}

function addValues(value: object, below: unknown[], maxNodes: number): void {
  const values: unknown[] = Array.isArray(value) ? value : Object.values(value);
  if (below.length + values.length > maxNodes) throw badInput(`The variables contain more than ${maxNodes} values.`);
  below.push(...values);
}

const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

function checkString(text: string, maxLength: number): void {
  if (text.length > maxLength) throw badInput(`A string in the variables is longer than ${maxLength} characters.`);
  if (CONTROL_CHARACTER.test(text)) throw badInput('A string in the variables contains a control character.');
  if (!text.isWellFormed()) throw badInput('A string in the variables is not well-formed Unicode.');
}
