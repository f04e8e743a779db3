import { active, isDate } from '../../ods/periods';
import type { RecordClass, RecordStatus } from '../../ods/facts';
import { uprnKey } from '../../ods/normalise';
import { FILLER, toStoredDate, lastEndOf, toDates, type Dates } from './dates';
import type { FindingFact, LinkFact, RoleFact, StateFact, SuccessionSide } from './facts';
import type { PublishedRecord, PublishedRelationship, PublishedRole, PublishedSuccession } from '../reading/record';
import type { RuleId } from '../../ods/finding-rules';

/** The facts of one record, and the findings about it. */
export interface RecordFacts {
  readonly state: StateFact;
  readonly roles: readonly RoleFact[];
  readonly links: readonly LinkFact[];
  readonly successions: readonly SuccessionSide[];
  readonly findings: readonly FindingFact[];
}

type AddFinding = (rule: RuleId, message: string, related?: readonly string[]) => void;

const MAX_CODE = 64;
const MAX_CODE_TEXT = 1_000;
const RESERVED_TYPES = new Set(['STATE', 'HOLDS', 'SUCCEEDED_BY']);

/** Normalises a code: trimmed, in upper case. Returns null when it is empty or longer than 64 characters. */
export function toCode(text: string | null): string | null {
  if (text === null || text.length > MAX_CODE_TEXT) return null;
  if (/^[A-Z0-9]+$/.test(text)) return text.length > MAX_CODE ? null : text;
  const code = text
    .replaceAll(/[\u0000-\u001f\u007f]/g, ' ')
    .trim()
    .toUpperCase();
  return code === '' || code.length > MAX_CODE ? null : code;
}

/**
 * Converts one record or stub into facts; returns null when it has no usable code. The publication `date` decides
 * derived statuses and the choice between several primary roles. A pure function.
 */
export function toFacts(record: PublishedRecord, date: string): RecordFacts | null {
  const code = toCode(record.code);
  if (code === null) return null;
  const findings: FindingFact[] = [];
  const addFinding: AddFinding = (rule, message, related = []) => findings.push({ rule, code, message, related });
  if (!/^[A-Z0-9]{1,12}$/.test(code)) addFinding('code-odd', `The code '${code}' is not 1 to 12 letters and digits.`);
  const dates = toDates(record.dates);
  addDateFindings(addFinding, 'The record', dates);
  const roles = toRoles(code, record.roles, date, addFinding);
  const links = record.relationships.flatMap((published) => toLink(code, published, date, dates, addFinding) ?? []);
  addFillerFinding([dates, ...roles, ...links], addFinding);
  return {
    state: toState(code, record, dates, roles, date, addFinding),
    roles,
    links,
    successions: record.successions.flatMap((published) => toSuccession(code, published, addFinding) ?? []),
    findings,
  };
}

/** The state of a code that relationships or successions name but no record defines. */
export function toUnresolvedState(code: string, primaryRole: string | null): StateFact {
  const empty = { line1: null, line2: null, line3: null, town: null, county: null, postcode: null, country: null };
  const unknown = {
    recordClass: null,
    status: null,
    statusDerived: null,
    lastChanged: null,
    uprn: null,
    contacts: null,
  };
  const identity = { code, name: code, primaryRole, refOnly: false, unresolved: true, operational: '', legal: '' };
  return { ...identity, ...empty, ...unknown };
}

function toState(
  code: string,
  record: PublishedRecord,
  dates: Dates,
  roles: readonly RoleFact[],
  date: string,
  addFinding: AddFinding,
): StateFact {
  const { location, contacts } = record;
  const status = toStatus(record.status, dates, date, 'The record', addFinding);
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
    lastChanged: toLastChanged(record.lastChanged, addFinding),
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

function toRoles(code: string, published: readonly PublishedRole[], date: string, addFinding: AddFinding): RoleFact[] {
  const roles = published.flatMap((role) => toRole(code, role, date, addFinding) ?? []);
  const primary = different(roles.filter(({ isPrimary }) => isPrimary));
  if (primary.length === 0) addFinding('primary-role-missing', 'No role is marked as the primary one.');
  if (primary.length < 2) return roles;
  const chosen = primary.toSorted((a, b) => primaryRank(a, date) - primaryRank(b, date) || byId(a.id, b.id))[0]!;
  addFinding(
    'primary-roles-several',
    `${primary.map(({ role, id }) => `${role} (id ${id})`).join(', ')} are marked primary; ${chosen.role} (id ${chosen.id}) counts.`,
  );
  return roles.map((role) =>
    role.isPrimary ? { ...role, isPrimary: role.role === chosen.role && role.id === chosen.id } : role,
  );
}

/** A role that is published twice, the same in everything, is one. */
function different(roles: readonly RoleFact[]): readonly RoleFact[] {
  return roles.length < 2 ? roles : [...new Map(roles.map((role) => [JSON.stringify(role), role])).values()];
}

function toRole(code: string, published: PublishedRole, date: string, addFinding: AddFinding): RoleFact | null {
  const role = toCode(published.code);
  if (role === null) {
    addFinding('incomplete-entry', `A role without code (id ${published.id ?? 'missing'}) was left out.`);
    return null;
  }
  const what = `The role ${role} (id ${published.id ?? 'missing'})`;
  const dates = toDates(published.dates);
  addDateFindings(addFinding, what, dates);
  const status = toStatus(published.status, dates, date, what, addFinding);
  const { operational, legal } = dates;
  return { code, id: published.id ?? '', role, isPrimary: published.primary, status, operational, legal };
}

function toLink(
  source: string,
  published: PublishedRelationship,
  date: string,
  own: Dates,
  addFinding: AddFinding,
): LinkFact | null {
  const type = toCode(published.type);
  const target = toCode(published.target);
  const named = `${type ?? 'without type'} to ${target ?? 'nothing'} (id ${published.id ?? 'missing'})`;
  if (type === null || target === null || !/^[A-Z]\w{0,19}$/.test(type) || RESERVED_TYPES.has(type)) {
    addFinding('incomplete-entry', `The relationship ${named} was left out.`);
    return null;
  }
  const what = `The relationship ${named}`;
  const dates = toDates(published.dates);
  addDateFindings(addFinding, what, dates, [target]);
  if (source === target) addFinding('relationship-to-itself', `${what} has the same source and target.`, [target]);
  const start = firstStart(dates);
  if (start !== '' && start < firstStart(own))
    addFinding('relationship-before-record', `${what} starts on ${start}, the record on ${firstStart(own)}.`, [target]);
  const status = toStatus(published.status, dates, date, what, addFinding, [target]);
  const { operational, legal } = dates;
  const targetRole = toCode(published.targetRole);
  return { type, source, target, targetRole, id: published.id ?? '', status, operational, legal };
}

function toSuccession(code: string, published: PublishedSuccession, addFinding: AddFinding): SuccessionSide | null {
  const target = toCode(published.target);
  const type = published.type?.toLowerCase();
  if (target === null || (type !== 'predecessor' && type !== 'successor')) {
    addFinding(
      'incomplete-entry',
      `A succession (${published.type ?? 'without type'}, target ${target ?? 'missing'}) was left out.`,
    );
    return null;
  }
  const date = published.dates.find((each) => each.type?.toLowerCase() === 'legal') ?? published.dates[0];
  if (date?.start && !isDate(date.start))
    addFinding('impossible-date', `The succession with ${target} has the date '${date.start.slice(0, 40)}'.`, [target]);
  const common = {
    id: published.id ?? '',
    date: toStoredDate(date?.start ?? null) || null,
    forward: published.forward,
  };
  return type === 'predecessor'
    ? { predecessor: target, successor: code, ...common, statedBy: 'successor' }
    : { predecessor: code, successor: target, ...common, statedBy: 'predecessor' };
}

function addDateFindings(addFinding: AddFinding, what: string, dates: Dates, related: readonly string[] = []): void {
  for (const { rule, words } of dates.issues)
    if (rule !== 'filler-date') addFinding(rule, `${what} has ${words}.`, related);
}

/**
 * At most one such finding per record: if its own start is unknown, those of its roles usually are too. A date or an entry that is
 * left out gives none.
 */
function addFillerFinding(dated: readonly Pick<Dates, 'operational' | 'legal'>[], addFinding: AddFinding): void {
  const start = `${FILLER}/`;
  if (dated.some(({ operational, legal }) => operational.includes(start) || legal.includes(start)))
    addFinding('filler-date', `A start of ${FILLER} stands for an unknown one.`);
}

function toStatus(
  published: string | null,
  dates: Dates,
  date: string,
  what: string,
  addFinding: AddFinding,
  related: readonly string[] = [],
): RecordStatus {
  const derived = deriveStatus(dates, date);
  const status = readStatus(published);
  if (status === null)
    addFinding('status-missing', `${what} has no status; ${derived} was derived from the dates.`, related);
  else if (status !== derived && dates.operational + dates.legal !== '')
    addFinding(
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

/** ACTIVE unless both the operational and the legal dates ended before the publication date. */
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

function toLastChanged(published: string | null, addFinding: AddFinding): string | null {
  if (published !== null && !isDate(published))
    addFinding('impossible-date', `The last change date is '${published.slice(0, 40)}'.`);
  return toStoredDate(published) || null;
}

/** The earliest start of the operational dates, else of the legal ones; '' when there is none. */
function firstStart({ operational, legal }: Dates): string {
  const text = operational || legal;
  const start = text.slice(0, text.indexOf('/'));
  if (!text.includes(' ')) return start;
  return text.split(' ').reduce((first, period) => {
    const periodStart = period.slice(0, period.indexOf('/'));
    return periodStart < first ? periodStart : first;
  }, start);
}

const primaryRank = (role: RoleFact, date: string) => (active(role, date, 'OPERATIONAL') ? 0 : 1);

function byId(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) || difference === 0 ? (a < b ? -1 : 1) : difference;
}
