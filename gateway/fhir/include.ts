import type { Organization } from 'fhir/r4';
import { badInput } from '../../errors';
import type { Context } from '../../domain/context';
import type { Moment } from '../../domain/moment';
import type { RelationshipAt } from '../../domain/records/relationship';
import { listOf, quoteValue, text, type ParameterReader } from '../http/query-string';
import { toOrganization } from './organization';
import { loadOrganisationRecords } from './read-organizations';

/** The ends of relationships whose organisations a Bundle includes. */
export type Include = 'primary-organization' | 'participating-organization';
const ENDS: readonly Include[] = ['primary-organization', 'participating-organization'];
const TYPE = 'OrganizationAffiliation';

/** The values of `_include`, for the CapabilityStatement. */
export const INCLUDES: readonly string[] = ENDS.map((end) => `${TYPE}:${end}`);

/** Reads `OrganizationAffiliation:primary-organization`, with or without `:Organization` at its end, or `*` for both ends. */
export const includes: ParameterReader<Include[]> = (name, given) => {
  const ends = listOf(text)(name, given)?.flatMap((part) => {
    const [type, parameter, target = 'Organization', ...more] = part.split(':');
    if (part === '*' || part === `${TYPE}:*`) return ENDS;
    const end = ENDS.find((one) => one === parameter);
    if (type === TYPE && end && target === 'Organization' && more.length === 0) return [end];
    throw badInput(`${name} takes ${INCLUDES.join(', ')} or *; got ${quoteValue(part)}.`);
  });
  return ends && [...new Set(ends)];
};

/** Returns the organisations at the wanted ends, each once; ends without a record are left out. */
export async function includedOrganizations(
  relationships: readonly RelationshipAt[],
  ends: readonly Include[],
  at: Moment,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<readonly Organization[]> {
  if (ends.length === 0) return [];
  const codes = relationships.flatMap(({ sourceCode, targetCode }) =>
    ends.map((end) => (end === 'primary-organization' ? sourceCode : targetCode)),
  );
  const records = await loadOrganisationRecords([...new Set(codes)], at, loaders);
  return loaders.work.flatMap(records, (record) => (record ? [toOrganization(record)] : []));
}
