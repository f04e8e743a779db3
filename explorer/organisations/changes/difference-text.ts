import type { Difference } from './types';
import { formatDate, formatPeriod } from '../text/format';

const FIELD_NAMES: Readonly<Record<string, string>> = {
  name: 'Name',
  recordClass: 'Record class',
  status: 'Published status',
  isReferenceOnly: 'Reference only',
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
/** Free-text fields, shown without replacing codes or dates. */
const VERBATIM = /^(name|contacts|address\.)/;

export function fieldText(what: string): string {
  return FIELD_NAMES[what] ?? what;
}

/** Facts with an id of their own, which are added or removed as a whole. */
const WHOLE_ENTRIES = new Set(['role', 'relationship', 'succession']);

/** The difference in one or two lines. */
export function differenceLines({ what, before, after }: Difference, names: ReadonlyMap<string, string>): string[] {
  const text = (value: string | null) => (value === null ? 'none' : valueText(what, value, names));
  if (WHOLE_ENTRIES.has(what) && before === null) return [`added: ${text(after)}`];
  if (WHOLE_ENTRIES.has(what) && after === null) return [`removed: ${text(before)}`];
  return [`before: ${text(before)}`, `after: ${text(after)}`];
}

/**
 * Formats a value of a difference. `names` maps codes of roles and relationship types to names:
 * 'RE4 10R 2013-04-01..' becomes 'IS COMMISSIONED BY 10R 1 April 2013 onwards'.
 */
export function valueText(what: string, value: string, names: ReadonlyMap<string, string>): string {
  if (VERBATIM.test(what)) return value;
  return named(what, value, names)
    .replace(PERIOD, (_text, start?: string, end?: string) => formatPeriod({ start: start ?? null, end: end ?? null }))
    .replace(DATE, formatDate)
    .replace(/\bINACTIVE$/, '(inactive)')
    .replace(/^ACTIVE$/, 'active')
    .replace(/^\(inactive\)$/, 'inactive');
}

/** Puts the name before the code of a role, and in place of the code of a type of relationship. Codes of organisations stay: one may be RE4. */
function named(what: string, value: string, names: ReadonlyMap<string, string>): string {
  if (what !== 'role' && what !== 'relationship') return value;
  return value.replace(/^R[OE]\d+/, (code) => {
    const name = names.get(code);
    if (name === undefined) return code;
    return what === 'role' ? `${name} (${code})` : name;
  });
}
