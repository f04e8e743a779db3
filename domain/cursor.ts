import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { KnownError } from '../errors';

/** The values of one item that its list is ordered by. A page starts after a keyset. */
export type Keyset = readonly string[];

/** The list that a cursor belongs to. */
export interface CursorScope {
  /** The field, its arguments without the page, the date, and the SHA-256 of the release, as one text. */
  readonly list: string;
  /** The id of the release. */
  readonly release: string;
}

/** Writes and reads cursors. A cursor is opaque, signed and valid for one list of one release. */
export interface Cursors {
  write(scope: CursorScope, keyset: Keyset): string;
  /** Returns the keyset of a cursor. Throws INVALID_CURSOR for a cursor of another list or release, or one not signed here. */
  read(scope: CursorScope, cursor: string): Keyset;
}

const SIGNATURE_BYTES = 12;
const MAX_LENGTH = 2_048;

/** Creates cursors that are signed with a secret. Every replica must use the same secret. */
export function createCursors(secret: string): Cursors {
  const sign = (body: string) => createHmac('sha256', secret).update(body).digest().subarray(0, SIGNATURE_BYTES);
  return {
    write({ list, release }, keyset) {
      const body = JSON.stringify([release, digest(list), ...keyset]);
      return Buffer.concat([sign(body), Buffer.from(body)]).toString('base64url');
    },
    read({ list, release }, cursor) {
      const [cursorRelease, cursorList, ...keyset] = verify(cursor, sign);
      if (cursorRelease !== release)
        throw invalid(`The cursor belongs to the release ${cursorRelease}; this page is of ${release}.`);
      if (cursorList !== digest(list))
        throw invalid('The cursor belongs to another list: the arguments differ, or the content of the release.');
      return keyset;
    },
  };
}

function verify(cursor: string, sign: (body: string) => Buffer): string[] {
  const bytes = Buffer.from(cursor.length > MAX_LENGTH ? '' : cursor, 'base64url');
  const [signature, body] = [bytes.subarray(0, SIGNATURE_BYTES), bytes.subarray(SIGNATURE_BYTES).toString()];
  const isGenuine =
    bytes.toString('base64url') === cursor && // decoding ignores padding, spaces and all that follows them
    signature.length === SIGNATURE_BYTES &&
    timingSafeEqual(signature, sign(body));
  if (!isGenuine) throw invalid('The cursor was not made by this service.');
  return JSON.parse(body) as string[];
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 11);
}

function invalid(message: string): KnownError {
  return new KnownError('INVALID_CURSOR', message);
}
