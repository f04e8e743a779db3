import type { RecordClass, RecordStatus, StateRow } from './facts';

/**
 * A record as one text, so that the database reads and sends one property for it and not eighteen. Its parts are joined
 * by `|`, the absent ones are empty, and those at the end are left out.
 */
const SEPARATOR = '|';
/** The parts before the contacts. */
const PARTS = 14;

const CLASSES: Readonly<Record<RecordClass, string>> = { ORGANISATION: 'O', SITE: 'S' };
const STATUSES: Readonly<Record<RecordStatus, string>> = { ACTIVE: 'A', INACTIVE: 'I' };
const STUB = 'R';
const UNRESOLVED = 'U';

/**
 * Returns the packed form of a record, without its code. Null if it cannot be packed: a text has the separator, or is
 * empty where that would mean that there is none.
 */
export function packState(state: Omit<StateRow, 'code'>): string | null {
  const { name, primaryRole, operational, legal, lastChanged } = state;
  const { line1, line2, line3, town, county, postcode, country, uprn, contacts } = state;
  const address = [line1, line2, line3, town, county, postcode, country, uprn];
  const parts = [name, flagsOf(state), primaryRole, operational, legal, lastChanged, ...address, ...(contacts ?? [])];
  const isAmbiguous = [primaryRole, lastChanged, ...address].includes('') || contacts?.length === 0;
  if (isAmbiguous || parts.some((part) => part?.includes(SEPARATOR))) return null;
  if (contacts === null) while (parts.at(-1) === null || parts.at(-1) === '') parts.pop();
  return parts.join(SEPARATOR);
}

/** Returns the name in a packed record, without reading the rest. */
export function nameIn(packed: string): string {
  const end = packed.indexOf(SEPARATOR);
  return end === -1 ? packed : packed.slice(0, end);
}

/** Whether only the code of a packed record is published, without reading the rest. */
export function isUnresolvedIn(packed: string): boolean {
  const from = packed.indexOf(SEPARATOR) + 1;
  if (from === 0) return false;
  for (let at = from; at < packed.length && packed[at] !== SEPARATOR; at++) if (packed[at] === UNRESOLVED) return true;
  return false;
}

/** Returns the record of a code. The graph keeps packed records, so their form may grow at its end but not change. */
export function unpackState(code: string, packed: string, intern: <T extends string | null>(text: T) => T): StateRow {
  const parts = packed.split(SEPARATOR);
  const flags = parts[1] ?? '';
  return {
    code: intern(code),
    name: parts[0]!,
    recordClass: classIn(flags),
    status: statusIn(flags),
    refOnly: flags.includes(STUB),
    unresolved: flags.includes(UNRESOLVED),
    primaryRole: intern(parts[2] || null),
    operational: intern(parts[3] ?? ''),
    legal: intern(parts[4] ?? ''),
    lastChanged: intern(parts[5] || null),
    line1: parts[6] || null,
    line2: parts[7] || null,
    line3: parts[8] || null,
    town: intern(parts[9] || null),
    county: intern(parts[10] || null),
    postcode: parts[11] || null,
    country: intern(parts[12] || null),
    uprn: parts[13] || null,
    contacts: parts.length > PARTS ? parts.slice(PARTS) : null,
  };
}

function flagsOf({ recordClass, status, refOnly, unresolved }: Omit<StateRow, 'code'>): string {
  const letters = [recordClass && CLASSES[recordClass], status && STATUSES[status], refOnly && STUB];
  return [...letters, unresolved && UNRESOLVED].filter((letter) => letter).join('');
}

function classIn(flags: string): RecordClass | null {
  if (flags.includes(CLASSES.ORGANISATION)) return 'ORGANISATION';
  return flags.includes(CLASSES.SITE) ? 'SITE' : null;
}

function statusIn(flags: string): RecordStatus | null {
  if (flags.includes(STATUSES.ACTIVE)) return 'ACTIVE';
  return flags.includes(STATUSES.INACTIVE) ? 'INACTIVE' : null;
}
