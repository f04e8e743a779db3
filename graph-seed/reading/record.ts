import { many, once, text, textOf, value, type KnownElement } from './element-table';
import type { Attributes } from './namespaces';

/** A Date element as published; null for a missing child element. */
export interface PublishedDate {
  readonly type: string | null;
  readonly start: string | null;
  readonly end: string | null;
}

export interface Dated {
  dates: PublishedDate[];
  status: string | null;
}

export interface PublishedRole extends Dated {
  code: string | null;
  id: string | null;
  primary: boolean;
}

export interface PublishedRelationship extends Dated {
  type: string | null;
  id: string | null;
  target: string | null;
  targetRole: string | null;
}

export interface PublishedSuccession extends Dated {
  id: string | null;
  forward: boolean;
  /** Role of the target in the succession: 'Predecessor' or 'Successor'. */
  type: string | null;
  target: string | null;
}

/** One Organisation element as published: texts are trimmed, blank ones are null, nothing is validated. */
export interface PublishedRecord extends Dated {
  /** Line number of its end tag. */
  line: number;
  code: string | null;
  recordClass: string | null;
  refOnly: boolean;
  name: string | null;
  lastChanged: string | null;
  /** Texts of the Location element by name of the child element. */
  location: Record<string, string>;
  contacts: { type: string | null; value: string }[];
  roles: PublishedRole[];
  relationships: PublishedRelationship[];
  successions: PublishedSuccession[];
}

const LOCATION = ['AddrLn1', 'AddrLn2', 'AddrLn3', 'Town', 'County', 'PostCode', 'Country', 'UPRN'];

/** A record while it is read. */
export class RecordBuilder {
  /** The role, relationship or succession that was opened last. */
  role!: PublishedRole;
  relationship!: PublishedRelationship;
  succession!: PublishedSuccession;
  date!: { type: string | null; start: string | null; end: string | null };

  constructor(readonly record: PublishedRecord) {}
}

interface HasRecord {
  readonly building: RecordBuilder;
}

/** The elements for the dates and the status of a record, role, relationship or succession. */
function dated(ownerOf: (building: RecordBuilder) => Dated): KnownElement<HasRecord>[] {
  const open = ({ building }: HasRecord) => {
    ownerOf(building).dates.push((building.date = { type: null, start: null, end: null }));
  };
  return [
    many('Date', { open }, [
      value('Type', ({ building }, type) => (building.date.type = type)),
      value('Start', ({ building }, start) => (building.date.start = start)),
      value('End', ({ building }, end) => (building.date.end = end)),
    ]),
    value('Status', ({ building }, status) => (ownerOf(building).status = status)),
  ];
}

function location(name: string): KnownElement<HasRecord> {
  return text(name, ({ building }, content) => {
    if (content !== null) building.record.location[name] = content;
  });
}

export const toRole = (attributes: Attributes): PublishedRole => ({
  code: textOf(attributes.id),
  id: textOf(attributes.uniqueRoleId),
  primary: isTrue(attributes.primaryRole),
  dates: [],
  status: null,
});

export const toRelationship = (attributes: Attributes): PublishedRelationship => ({
  type: textOf(attributes.id),
  id: textOf(attributes.uniqueRelId),
  target: null,
  targetRole: null,
  dates: [],
  status: null,
});

export const toSuccession = (attributes: Attributes): PublishedSuccession => ({
  id: textOf(attributes.uniqueSuccId),
  forward: isTrue(attributes.forwardSuccession),
  type: null,
  target: null,
  dates: [],
  status: null,
});

/** `"false"` means the same as a missing attribute. */
function isTrue(text: string | undefined): boolean {
  return text !== undefined && /^\s*(true|1)\s*$/i.test(text);
}

export function toRecord(attributes: Attributes): PublishedRecord {
  return {
    line: 0,
    code: null,
    recordClass: textOf(attributes.orgRecordClass),
    refOnly: isTrue(attributes.refOnly),
    name: null,
    dates: [],
    status: null,
    lastChanged: null,
    location: {},
    contacts: [],
    roles: [],
    relationships: [],
    successions: [],
  };
}

function addContact({ contacts }: PublishedRecord, { type, value: published }: Attributes): void {
  const content = textOf(published);
  if (content !== null) contacts.push({ type: textOf(type), value: content });
}

const ROLE = many<HasRecord>(
  'Role',
  { open: ({ building }, attributes) => building.record.roles.push((building.role = toRole(attributes))) },
  dated(({ role }) => role),
);

const RELATIONSHIP = many<HasRecord>(
  'Rel',
  {
    open: ({ building }, attributes) =>
      building.record.relationships.push((building.relationship = toRelationship(attributes))),
  },
  [
    ...dated(({ relationship }) => relationship),
    once('Target', {}, [
      once('OrgId', { open: ({ building }, { extension }) => (building.relationship.target = textOf(extension)) }),
      once('PrimaryRoleId', { open: ({ building }, { id }) => (building.relationship.targetRole = textOf(id)) }),
    ]),
  ],
);

const SUCCESSION = many<HasRecord>(
  'Succ',
  {
    open: ({ building }, attributes) =>
      building.record.successions.push((building.succession = toSuccession(attributes))),
  },
  [
    ...dated(({ succession }) => succession),
    once('Type', {
      open: ({ building }, attributes) => (building.succession.type = textOf(attributes.value)),
      text: ({ building }, content) => (building.succession.type ??= textOf(content)),
    }),
    once('Target', {}, [
      once('OrgId', { open: ({ building }, { extension }) => (building.succession.target = textOf(extension)) }),
      once('PrimaryRoleId'),
    ]),
  ],
);

/** The known elements of a record. */
export const RECORD_ELEMENTS: readonly KnownElement<HasRecord>[] = [
  text('Name', ({ building }, name) => (building.record.name = name)),
  ...dated(({ record }) => record),
  once('OrgId', { open: ({ building }, { extension }) => (building.record.code = textOf(extension)) }),
  value('LastChangeDate', ({ building }, date) => (building.record.lastChanged = date)),
  once('GeoLoc', {}, [once('Location', {}, LOCATION.map(location))]),
  many('Contacts', {}, [
    many('Contact', { open: ({ building }, attributes) => addContact(building.record, attributes) }),
  ]),
  many('Roles', {}, [ROLE]),
  many('Rels', {}, [RELATIONSHIP]),
  many('Succs', {}, [SUCCESSION]),
];
