import type { Difference } from './answers';
import { day, period } from '../words';

const FIELDS: Readonly<Record<string, string>> = {
  name: 'Name',
  recordClass: 'Record class',
  status: 'Published status',
  isReferenceOnly: 'Only referred to',
  'operational.start': 'Operational start',
  'operational.end': 'Operational end',
  'legal.start': 'Legal start',
  'legal.end': 'Legal end',
  'address.lines': 'Address',
  'address.town': 'Town',
  'address.county': 'County',
  'address.postcode': 'Postcode',
  'address.country': 'Country',
  'address.uprn': 'UPRN',
  contacts: 'Contacts',
  role: 'Role',
  relationship: 'Relationship',
  succession: 'Succession',
};
const PERIOD = /(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?/g;
const DATE = /\b\d{4}-\d\d-\d\d\b/g;
/** Fields whose text is a name or an address: nothing in it stands for something else. */
const VERBATIM = /^(name|contacts|address\.)/;

export function whatText(what: string): string {
  return FIELDS[what] ?? what;
}

/** What has an id of its own comes and goes as a whole; a field has a value or none. */
const ENTRIES = new Set(['role', 'relationship', 'succession']);

/** Before and after, a line for each. */
export function sidesOf({ what, before, after }: Difference, names: ReadonlyMap<string, string>): string[] {
  const text = (value: string | null) => (value === null ? 'nothing' : valueText(what, value, names));
  if (ENTRIES.has(what) && before === null) return [`new: ${text(after)}`];
  if (ENTRIES.has(what) && after === null) return [`withdrawn: ${text(before)}`];
  return [`before: ${text(before)}`, `after: ${text(after)}`];
}

/**
 * A value of a difference in words. `names` says what codes of roles and of relationship types mean: of
 * 'RE4 10R 2013-04-01..' it makes 'IS COMMISSIONED BY 10R 1 April 2013 onwards'.
 */
export function valueText(what: string, value: string, names: ReadonlyMap<string, string>): string {
  if (VERBATIM.test(what)) return value;
  return value
    .replace(PERIOD, (_text, start?: string, end?: string) => period({ start: start ?? null, end: end ?? null }))
    .replace(DATE, day)
    .replace(/^R[OE]\d+/, (code) =>
      names.has(code) ? `${names.get(code)}${code.startsWith('RO') ? ` (${code})` : ''}` : code,
    )
    .replace(/\bINACTIVE$/, '(inactive)')
    .replace(/^ACTIVE$/, 'active')
    .replace(/^\(inactive\)$/, 'inactive');
}
