import { Lexer, Source, TokenKind } from 'graphql';
import { badInput, KnownError } from '../../errors';

/** What one request may ask for, in one place. Sizes are bytes, times are milliseconds. */
export interface Limits {
  readonly body: number;
  readonly source: number;
  readonly tokens: number;
  readonly comments: number;
  /** In fields, leaf included. */
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
  /** Selections with every fragment spread out. */
  readonly recursiveSelections: number;
  /** Of an operation: 1 for each object. */
  readonly cost: number;
  readonly page: number;
  readonly codes: number;
  /** Entities of ours that another subgraph may refer to in one answer. */
  readonly representations: number;
  readonly response: number;
  readonly concurrency: number;
  /** Exports in work at once. */
  readonly exports: number;
  readonly timeoutMs: number;
  readonly variables: { readonly depth: number; readonly nodes: number; readonly characters: number };
}

export const DEFAULT_LIMITS: Limits = {
  body: 262_144,
  source: 65_536,
  tokens: 2_000,
  comments: 50,
  depth: 25,
  aliases: 30,
  rootFields: 20,
  directives: 20,
  recursiveSelections: 10_000,
  cost: 50_000,
  page: 200,
  codes: 500,
  representations: 10_000,
  response: 5_242_880,
  concurrency: 256,
  exports: 4,
  timeoutMs: 5_000,
  variables: { depth: 10, nodes: 5_000, characters: 1_000 },
};

/**
 * A document's text as far as it can be judged before parsing: bytes, tokens, comments. Answers with the text without
 * its comments, so that a changing comment makes no new document; lines and columns stay. A text that cannot be read
 * is answered as it is: the parser says what is wrong. Errors: GRAPHQL_VALIDATION_FAILED.
 */
export function admitSource(text: string, limits: Pick<Limits, 'source' | 'tokens' | 'comments'>): string {
  if (Buffer.byteLength(text) > limits.source) throw tooMuch('bytes', limits.source);
  const comments: (readonly [start: number, end: number])[] = [];
  let tokens = 0;
  for (const { kind, start, end } of tokensOf(text)) {
    if (kind !== TokenKind.COMMENT) {
      if (++tokens > limits.tokens) throw tooMuch('tokens', limits.tokens);
    } else if (comments.push([start, end]) > limits.comments) throw tooMuch('comments', limits.comments);
  }
  return without(comments, text);
}

/** Each token up to the end of the document, or up to the first character that is none. */
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

function without(ranges: readonly (readonly [start: number, end: number])[], text: string): string {
  let kept = '';
  let from = 0;
  for (const [start, end] of ranges) {
    kept += text.slice(from, start);
    from = end;
  }
  return from === 0 ? text : kept + text.slice(from);
}

function tooMuch(what: string, limit: number): KnownError {
  return new KnownError('GRAPHQL_VALIDATION_FAILED', `The document has more than ${limit} ${what}, the most allowed.`);
}

/** Variables as they came: depth, number of values, length and characters of texts. Errors: BAD_USER_INPUT. */
export function checkVariables(variables: object, limits: Limits['variables']): void {
  const { depth: deepest, nodes: most } = limits;
  let level: unknown[] = [variables];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw badInput(`The variables are nested more than ${deepest} levels deep.`);
    const below: unknown[] = [];
    for (const value of level) {
      if (++nodes > most) throw badInput(`The variables hold more than ${most} values.`);
      if (typeof value === 'string') checkText(value, limits.characters);
      else if (typeof value === 'object' && value !== null) appendValues(value, below, most);
    }
    level = below;
  }
}

function appendValues(value: object, below: unknown[], most: number): void {
  const values: unknown[] = Array.isArray(value) ? value : Object.values(value);
  if (below.length + values.length > most) throw badInput(`The variables hold more than ${most} values.`);
  below.push(...values);
}

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

function checkText(text: string, longest: number): void {
  if (text.length > longest) throw badInput(`A text in the variables is longer than ${longest} characters.`);
  if (CONTROL.test(text)) throw badInput('A text in the variables holds a control character.');
  if (!text.isWellFormed()) throw badInput('A text in the variables is not well-formed Unicode.');
}
