import { textOf } from './element-table';
import { toRecord, toRelationship, toRole, toSuccession } from './record';
import type { Dated, PublishedRecord } from './record';

/** White space between tags. The lines of a file are counted by their line feeds. */
const SPACE = '(?:[ \\t\\n]|\\r\\n)*';
/** A value between quotes: printable ASCII without a quote, an ampersand, `<`, and `]`, which may end CDATA. */
const VALUE = "[ !#-%'-;=-\\\\^-~]*";
/** A text between tags, which may have the frequent entity. */
const TEXT = "((?:[ -%'-;=-\\\\^-~]|&amp;)*)";
/** Characters of a plain text; the limits of a release are higher. */
const MAX_TEXT = 1_000;

/** Parts of a pattern: `@name` is an attribute with a value to read, `~name` one to leave out, and a space is white space. */
function pattern(text: string): RegExp {
  const source = text
    .replaceAll(' ', SPACE)
    .replaceAll(/@(\w+)/g, `[ ]$1="(${VALUE})"`)
    .replaceAll(/~(\w+)/g, `[ ]$1="${VALUE}"`)
    .replaceAll('/>', '[ ]?/>')
    .replaceAll('TEXT', TEXT);
  return new RegExp(source, 'y');
}

const ADDRESS = ['AddrLn1', 'AddrLn2', 'AddrLn3', 'Town', 'County', 'PostCode', 'Country', 'UPRN'];
const TARGET =
  '<Target> <OrgId~root~assigningAuthorityName@extension/> <PrimaryRoleId@id(?:~uniqueRoleId)?/> </Target>';

const START = pattern('<Organisation@orgRecordClass(?:@refOnly)?> <Name>TEXT</Name>');
const DATE = pattern(' <Date> <Type@value/>(?: <Start@value/>)?(?: <End@value/>)? </Date>');
const IDENTITY = pattern(
  ' <OrgId~root~assigningAuthorityName@extension/>(?: <Status@value/>)?(?: <LastChangeDate@value/>)?',
);
const LOCATION = pattern(
  ` <GeoLoc> <Location>${ADDRESS.map((name) => `(?: <${name}>TEXT</${name}>)?`).join('')} </Location> </GeoLoc>`,
);
const CONTACT = pattern(' <Contact@type@value/>');
const ROLE = pattern(' <Role@id@uniqueRoleId(?:@primaryRole)?>');
const ROLE_END = pattern('(?: <Status@value/>)? </Role>');
const RELATIONSHIP = pattern(' <Rel@id@uniqueRelId>');
const RELATIONSHIP_END = pattern(`(?: <Status@value/>)? ${TARGET} </Rel>`);
const SUCCESSION = pattern(' <Succ@uniqueSuccId(?:@forwardSuccession)?>');
const SUCCESSION_END = pattern(`(?: <Status@value/>)? <Type>TEXT</Type> ${TARGET} </Succ>`);
const LISTS = { contacts: listOf('Contacts'), roles: listOf('Roles'), rels: listOf('Rels'), succs: listOf('Succs') };
const END = pattern(' </Organisation>');

interface List {
  readonly start: RegExp;
  readonly end: RegExp;
}

function listOf(name: string): List {
  return { start: pattern(` <${name}>`), end: pattern(` </${name}>`) };
}

/**
 * Reads a record that is written plainly, as published: its elements in their order, attributes in double quotes, no
 * comments. Returns null for any other, which the parser reads. It makes the same of a record as the parser does, in a
 * fifth of the time.
 */
export function readPlainRecord(text: string, from: number, end: number): PublishedRecord | null {
  const at = new Cursor(text, from);
  const start = at.read(START);
  if (start === null) return null;
  const record = toRecord({ orgRecordClass: start[1], refOnly: start[2] } as Record<string, string>);
  record.name = at.content(start[3]!);
  readDates(at, record);
  const identity = at.read(IDENTITY);
  if (identity === null) return null;
  record.code = textOf(identity[1]);
  record.status = textOf(identity[2]);
  record.lastChanged = textOf(identity[3]);
  readLocation(at, record);
  readList(at, LISTS.contacts, () => readContact(at, record));
  readList(at, LISTS.roles, () => readRole(at, record));
  readList(at, LISTS.rels, () => readRelationship(at, record));
  readList(at, LISTS.succs, () => readSuccession(at, record));
  return at.read(END) !== null && at.position === end && at.isPlain ? record : null;
}

/** A position in a text, which patterns move. */
class Cursor {
  /** False as soon as something was not as expected. */
  isPlain = true;

  constructor(
    private readonly text: string,
    public position: number,
  ) {}

  read(part: RegExp): RegExpExecArray | null {
    part.lastIndex = this.position;
    const found = part.exec(this.text);
    if (found !== null) this.position = part.lastIndex;
    return found;
  }

  /** Returns the content of an element. */
  content(text: string): string | null {
    if (text.length > MAX_TEXT) this.isPlain = false;
    return textOf(text.includes('&') ? text.replaceAll('&amp;', '&') : text);
  }
}

/** Reads the elements of a list, if it is there. */
function readList(at: Cursor, { start, end }: List, readOne: () => boolean): void {
  if (at.read(start) === null) return;
  while (readOne());
  if (at.read(end) === null) at.isPlain = false;
}

function readDates(at: Cursor, { dates }: Dated): void {
  for (let date = at.read(DATE); date !== null; date = at.read(DATE))
    dates.push({ type: textOf(date[1]), start: textOf(date[2]), end: textOf(date[3]) });
}

function readLocation(at: Cursor, { location }: PublishedRecord): void {
  const found = at.read(LOCATION);
  if (found === null) return;
  for (let line = 0; line < ADDRESS.length; line++) {
    const content = found[line + 1] === undefined ? null : at.content(found[line + 1]!);
    if (content !== null) location[ADDRESS[line]!] = content;
  }
}

function readContact(at: Cursor, { contacts }: PublishedRecord): boolean {
  const found = at.read(CONTACT);
  const value = textOf(found?.[2]);
  if (value !== null) contacts.push({ type: textOf(found![1]), value });
  return found !== null;
}

function readRole(at: Cursor, { roles }: PublishedRecord): boolean {
  const start = at.read(ROLE);
  if (start === null) return false;
  const attributes = { id: start[1], uniqueRoleId: start[2], primaryRole: start[3] };
  const role = toRole(attributes as Record<string, string>);
  roles.push(role);
  readDates(at, role);
  const end = at.read(ROLE_END);
  role.status = textOf(end?.[1]);
  return end !== null;
}

function readRelationship(at: Cursor, { relationships }: PublishedRecord): boolean {
  const start = at.read(RELATIONSHIP);
  if (start === null) return false;
  const relationship = toRelationship({ id: start[1]!, uniqueRelId: start[2]! });
  relationships.push(relationship);
  readDates(at, relationship);
  const end = at.read(RELATIONSHIP_END);
  relationship.status = textOf(end?.[1]);
  relationship.target = textOf(end?.[2]);
  relationship.targetRole = textOf(end?.[3]);
  return end !== null;
}

function readSuccession(at: Cursor, { successions }: PublishedRecord): boolean {
  const start = at.read(SUCCESSION);
  if (start === null) return false;
  const attributes = { uniqueSuccId: start[1], forwardSuccession: start[2] };
  const succession = toSuccession(attributes as Record<string, string>);
  successions.push(succession);
  readDates(at, succession);
  const end = at.read(SUCCESSION_END);
  succession.status = textOf(end?.[1]);
  succession.type = at.content(end?.[2] ?? '');
  succession.target = textOf(end?.[3]);
  return end !== null;
}
