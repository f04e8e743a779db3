import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { KnownError } from '../errors';

/** What a keyset is made of: the values a list is ordered by, of one node. */
export type Keyset = readonly string[];

/** The list that a cursor belongs to: its field and arguments, and the id of the release asked. */
export interface Question {
  readonly text: string;
  readonly release: string;
}

/** Writes and reads cursors: opaque, signed, bound to the question and the release. */
export interface Cursors {
  write(question: Question, keyset: Keyset): string;
  /** The keyset of a cursor. Errors: INVALID_CURSOR, with the other release's name where it is of another one. */
  read(question: Question, cursor: string): Keyset;
}

const SIGNATURE_BYTES = 12;
const LONGEST = 2_048;

/** Cursors signed with a secret; the same on every replica. */
export function createCursors(secret: string): Cursors {
  const sign = (body: string) => createHmac('sha256', secret).update(body).digest().subarray(0, SIGNATURE_BYTES);
  return {
    write({ text, release }, keyset) {
      const body = JSON.stringify([release, digest(text), ...keyset]);
      return Buffer.concat([sign(body), Buffer.from(body)]).toString('base64url');
    },
    read({ text, release }, cursor) {
      const [cursorRelease, cursorQuestion, ...keyset] = opened(cursor, sign);
      if (cursorRelease !== release)
        throw invalid(`The cursor is of the release ${cursorRelease}; this page is of ${release}.`);
      if (cursorQuestion !== digest(text)) throw invalid('The cursor is of another question: the arguments differ.');
      return keyset;
    },
  };
}

function opened(cursor: string, sign: (body: string) => Buffer): string[] {
  const bytes = Buffer.from(cursor.length > LONGEST ? '' : cursor, 'base64url');
  const [signature, body] = [bytes.subarray(0, SIGNATURE_BYTES), bytes.subarray(SIGNATURE_BYTES).toString()];
  const genuine = signature.length === SIGNATURE_BYTES && timingSafeEqual(signature, sign(body));
  if (!genuine) throw invalid('The cursor was not made by this service.');
  return JSON.parse(body) as string[];
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 11);
}

function invalid(message: string): KnownError {
  return new KnownError('INVALID_CURSOR', message);
}
