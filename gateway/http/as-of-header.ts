import type { IncomingHttpHeaders } from 'node:http';
import { badInput } from '../../errors';

const MAX_LENGTH = 200;

/** Returns the header `ods-as-of`, for example 'date=2021-03-31;basis=LEGAL'. Throws BAD_USER_INPUT above 200 characters. */
export function asOfHeader({ 'ods-as-of': given }: IncomingHttpHeaders): string | undefined {
  const header = Array.isArray(given) ? given.join(';') : given;
  if ((header?.length ?? 0) > MAX_LENGTH) throw badInput('The header ods-as-of is too long.');
  return header;
}
