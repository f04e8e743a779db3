import type { IncomingHttpHeaders } from 'node:http';
import { badInput } from '../../errors';

const LONGEST = 200;

/** The header `ods-as-of`, for example 'date=2021-03-31;basis=LEGAL'. Errors: BAD_USER_INPUT for a very long one. */
export function asOfHeader({ 'ods-as-of': given }: IncomingHttpHeaders): string | undefined {
  const header = Array.isArray(given) ? given.join(';') : given;
  if ((header?.length ?? 0) > LONGEST) throw badInput('The header ods-as-of is too long.');
  return header;
}
