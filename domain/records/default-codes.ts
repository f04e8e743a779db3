import { defaultCodeOf } from '../../ods/default-codes';
import type { Context } from '../context';
import type { OrganisationAt } from './organisation';

/** Returns the records. Notes each default code without a record, for `extensions.ods.defaultCodes` of the response. */
export function noteDefaultCodes<Records extends readonly (OrganisationAt | null)[]>(
  codes: readonly string[],
  records: Records,
  { defaultCodes }: Pick<Context, 'defaultCodes'>,
): Records {
  codes.forEach((code, index) => {
    const found = records[index] === null ? defaultCodeOf(code) : null;
    if (found) defaultCodes.add(found);
  });
  return records;
}
