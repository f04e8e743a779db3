import { active, isDate } from '../../ods/periods';
import type { RecordClass, RecordStatus } from '../../graph/keys';
import { uprnKey } from '../../ods/normalise';
import { FILLER, keptDate, lastEndOf, toDates, type Dates } from './dates';
import type { FindingFact, LinkFact, RoleFact, StateFact, SuccessionSide } from './facts';
import type { PublishedRecord, PublishedRelationship, PublishedRole, PublishedSuccession } from '../reading/record';
import type { RuleId } from '../../ods/finding-rules';

/** What one record says, as facts, and what is odd about it. */
export interface RecordRows {
  readonly state: StateFact;
  readonly roles: readonly RoleFact[];
  readonly links: readonly LinkFact[];
  readonly successions: readonly SuccessionSide[];
  readonly findings: readonly FindingFact[];
}

type Note = (rule: RuleId, message: string, related?: readonly string[]) => void;

const MAX_CODE = 64;
const MAX_PUBLISHED = 1_000;
const NOT_A_TYPE = new Set(['STATE', 'HOLDS', 'SUCCEEDED_BY']);

/** The code as it is kept: trimmed, in upper case; null when there is none that can be kept. */
export function toCode(text: string | null): string | null {
  if (text === null || text.length > MAX_PUBLISHED) return null;
  if (/^[A-Z0-9]+$/.test(text)) return text.length > MAX_CODE ? null : text;
  const code = text
    .replaceAll(/[\u0000-\u001f\u007f]/g, ' ')
    .trim()
    .toUpperCase();
  return code === '' || code.length > MAX_CODE ? null : code;
}

/**
 * Turns one record, stub included, into facts; null when it has no code. `date` is the publication date, needed where
 * a status must be derived or one of several primary roles chosen. Pure: depends on nothing else.
 */
export function toRows(record: PublishedRecord, date: string): RecordRows | null {
  const code = toCode(record.code);
  if (code === null) return null;
  const findings: FindingFact[] = [];
  const note: Note = (rule, message, related = []) => findings.push({ rule, code, message, related });
  if (!/^[A-Z0-9]{1,12}$/.test(code)) note('code-odd', `The code '${code}' is not 1 to 12 letters and digits.`);
  const dates = toDates(record.dates);
  noteDates(note, 'The record', dates);
  const roles = toRoles(code, record.roles, date, note);
  const links = record.relationships.flatMap((published) => toLink(code, published, date, dates, note) ?? []);
  noteFiller(record, note);
  return {
    state: toState(code, record, dates, roles, date, note),
    roles,
    links,
    successions: record.successions.flatMap((published) => toSuccession(code, published, note) ?? []),
    findings,
  };
}

/** The state of a code that links name and no record describes. */
export function toUnresolvedState(code: string, primaryRole: string | null): StateFact {
  const empty = { line1: null, line2: null, line3: null, town: null, county: null, postcode: null, country: null };
  const nothing = {
    recordClass: null,
    status: null,
    statusDerived: null,
    lastChanged: null,
    uprn: null,
    contacts: null,
  };
  const known = { code, name: code, primaryRole, refOnly: false, unresolved: true, operational: '', legal: '' };
  return { ...known, ...empty, ...nothing };
}

function toState(
  code: string,
  record: PublishedRecord,
  dates: Dates,
  roles: readonly RoleFact[],
  date: string,
  note: Note,
): StateFact {
  const { location, contacts } = record;
  const status = toStatus(record.status, dates, date, 'The record', note);
  return {
    code,
    name: record.name ?? code,
    recordClass: toRecordClass(record.recordClass),
    status,
    statusDerived: readStatus(record.status) === null ? true : null,
    refOnly: record.refOnly,
    unresolved: false,
    primaryRole: roles.find(({ isPrimary }) => isPrimary)?.role ?? null,
    operational: dates.operational,
    legal: dates.legal,
    lastChanged: toLastChanged(record.lastChanged, note),
    line1: location.AddrLn1 ?? null,
    line2: location.AddrLn2 ?? null,
    line3: location.AddrLn3 ?? null,
    town: location.Town ?? null,
    county: location.County ?? null,
    postcode: location.PostCode ?? null,
    country: location.Country ?? null,
    uprn: location.UPRN ? uprnKey(location.UPRN) : null,
    contacts: contacts.length > 0 ? contacts.flatMap(({ type, value }) => [type ?? '', value]) : null,
  };
}

function toRoles(code: string, published: readonly PublishedRole[], date: string, note: Note): RoleFact[] {
  const roles = published.flatMap((role) => toRole(code, role, date, note) ?? []);
  const primary = roles.filter(({ isPrimary }) => isPrimary);
  if (primary.length === 0) note('primary-role-missing', 'No role is marked as the primary one.');
  if (primary.length < 2) return roles;
  const chosen = primary.toSorted((a, b) => rank(a, date) - rank(b, date) || byId(a.id, b.id))[0]!;
  note(
    'primary-roles-several',
    `${primary.map(({ role, id }) => `${role} (id ${id})`).join(', ')} are marked primary; ${chosen.role} (id ${chosen.id}) counts.`,
  );
  return roles.map((role) =>
    role.isPrimary ? { ...role, isPrimary: role.role === chosen.role && role.id === chosen.id } : role,
  );
}

function toRole(code: string, published: PublishedRole, date: string, note: Note): RoleFact | null {
  const role = toCode(published.code);
  if (role === null) {
    note('incomplete-entry', `A role without code (id ${published.id ?? 'missing'}) was left out.`);
    return null;
  }
  const what = `The role ${role} (id ${published.id ?? 'missing'})`;
  const dates = toDates(published.dates);
  noteDates(note, what, dates);
  const status = toStatus(published.status, dates, date, what, note);
  const { operational, legal } = dates;
  return { code, id: published.id ?? '', role, isPrimary: published.primary, status, operational, legal };
}

function toLink(
  source: string,
  published: PublishedRelationship,
  date: string,
  own: Dates,
  note: Note,
): LinkFact | null {
  const type = toCode(published.type);
  const target = toCode(published.target);
  const named = `${type ?? 'without type'} to ${target ?? 'nothing'} (id ${published.id ?? 'missing'})`;
  if (type === null || target === null || !/^[A-Z]\w{0,19}$/.test(type) || NOT_A_TYPE.has(type)) {
    note('incomplete-entry', `The relationship ${named} was left out.`);
    return null;
  }
  const what = `The relationship ${named}`;
  const dates = toDates(published.dates);
  noteDates(note, what, dates, [target]);
  if (source === target) note('relationship-to-itself', `${what} has the same source and target.`, [target]);
  const start = firstStart(dates);
  if (start !== '' && start < firstStart(own))
    note('relationship-before-record', `${what} starts on ${start}, the record on ${firstStart(own)}.`, [target]);
  const status = toStatus(published.status, dates, date, what, note, [target]);
  const { operational, legal } = dates;
  const targetRole = toCode(published.targetRole);
  return { type, source, target, targetRole, id: published.id ?? '', status, operational, legal };
}

function toSuccession(code: string, published: PublishedSuccession, note: Note): SuccessionSide | null {
  const target = toCode(published.target);
  const type = published.type?.toLowerCase();
  if (target === null || (type !== 'predecessor' && type !== 'successor')) {
    note(
      'incomplete-entry',
      `A succession (${published.type ?? 'without type'}, target ${target ?? 'missing'}) was left out.`,
    );
    return null;
  }
  const date = published.dates.find((one) => one.type?.toLowerCase() === 'legal') ?? published.dates[0];
  if (date?.start && !isDate(date.start))
    note('impossible-date', `The succession with ${target} has the date '${date.start.slice(0, 40)}'.`, [target]);
  const kept = { id: published.id ?? '', date: keptDate(date?.start ?? null) || null, forward: published.forward };
  return type === 'predecessor'
    ? { predecessor: target, successor: code, ...kept, toldBy: 'successor' }
    : { predecessor: code, successor: target, ...kept, toldBy: 'predecessor' };
}

function noteDates(note: Note, what: string, dates: Dates, related: readonly string[] = []): void {
  for (const { rule, words } of dates.problems)
    if (rule !== 'filler-date') note(rule, `${what} has ${words}.`, related);
}

/** Once for a record: where its own start is unknown, those of its roles are too. */
function noteFiller(record: PublishedRecord, note: Note): void {
  const places = [record, ...record.roles, ...record.relationships];
  if (places.some(({ dates }) => dates.some(({ start }) => start === FILLER)))
    note('filler-date', `A start of ${FILLER} stands for an unknown one.`);
}

function toStatus(
  published: string | null,
  dates: Dates,
  date: string,
  what: string,
  note: Note,
  related: readonly string[] = [],
): RecordStatus {
  const derived = deriveStatus(dates, date);
  const status = readStatus(published);
  if (status === null) note('status-missing', `${what} has no status; ${derived} was derived from the dates.`, related);
  else if (status !== derived && dates.operational + dates.legal !== '')
    note(
      'status-contradicts-dates',
      `${what} is ${status}, its dates say ${derived} on the publication date.`,
      related,
    );
  return status ?? derived;
}

function readStatus(published: string | null): RecordStatus | null {
  const status = published?.toUpperCase();
  return status === 'ACTIVE' || status === 'INACTIVE' ? status : null;
}

/** Active until all dates, operational and legal, have an end in the past. */
function deriveStatus({ operational, legal }: Dates, date: string): RecordStatus {
  for (const text of [operational, legal]) {
    if (text === '') continue;
    const end = lastEndOf(text);
    if (end === '' || end >= date) return 'ACTIVE';
  }
  return 'INACTIVE';
}

function toRecordClass(published: string | null): RecordClass | null {
  const code = published?.toUpperCase();
  if (code === 'RC1') return 'ORGANISATION';
  return code === 'RC2' ? 'SITE' : null;
}

function toLastChanged(published: string | null, note: Note): string | null {
  if (published !== null && !isDate(published))
    note('impossible-date', `The last change date is '${published.slice(0, 40)}'.`);
  return keptDate(published) || null;
}

/** The first start by the operational dates, else by the legal ones; '' when open. */
function firstStart({ operational, legal }: Dates): string {
  const text = operational || legal;
  const start = text.slice(0, text.indexOf('/'));
  if (!text.includes(' ')) return start;
  return text.split(' ').reduce((first, period) => {
    const one = period.slice(0, period.indexOf('/'));
    return one < first ? one : first;
  }, start);
}

const rank = (role: RoleFact, date: string) => (active(role, date, 'OPERATIONAL') ? 0 : 1);

function byId(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) || difference === 0 ? (a < b ? -1 : 1) : difference;
}
