import type { Attributes } from './xml';

/** A Date element as published; null for a missing child element. */
export interface PublishedDate {
  readonly type: string | null;
  readonly start: string | null;
  readonly end: string | null;
}

interface Dated {
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

const LOCATION = new Set(['AddrLn1', 'AddrLn2', 'AddrLn3', 'Town', 'County', 'PostCode', 'Country', 'UPRN']);

/** Builds one record from the XML events inside an Organisation element. Does not depend on the order of elements. */
export class RecordBuilder {
  readonly record: PublishedRecord;
  private role: PublishedRole | null = null;
  private relationship: PublishedRelationship | null = null;
  private succession: PublishedSuccession | null = null;
  private date: { type: string | null; start: string | null; end: string | null } | null = null;
  private inTarget = false;
  private content = '';

  constructor(attributes: Attributes) {
    this.record = {
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

  open(name: string, attributes: Attributes): void {
    this.content = '';
    if (this.date) return this.openInDate(name, attributes);
    const { record } = this;
    const owner = this.role ?? this.relationship ?? this.succession;
    if (name === 'Date') this.date = { type: null, start: null, end: null };
    else if (name === 'Status') (owner ?? record).status = textOf(attributes.value);
    else if (owner) this.openInOwner(name, attributes);
    else if (name === 'Role') record.roles.push((this.role = toRole(attributes)));
    else if (name === 'Rel') record.relationships.push((this.relationship = toRelationship(attributes)));
    else if (name === 'Succ') record.successions.push((this.succession = toSuccession(attributes)));
    else if (name === 'OrgId') record.code = textOf(attributes.extension);
    else if (name === 'LastChangeDate') record.lastChanged = textOf(attributes.value);
    else if (name === 'Contact') this.addContact(attributes);
  }

  /** Adds text to the current element. Returns the length of its text so far. */
  text(text: string): number {
    this.content += text;
    return this.content.length;
  }

  close(name: string): void {
    const { record } = this;
    if (name === 'Date') this.closeDate();
    else if (name === 'Role') this.role = null;
    else if (name === 'Rel') this.relationship = null;
    else if (name === 'Succ') this.succession = null;
    else if (name === 'Target') this.inTarget = false;
    else if (this.succession && !this.date && name === 'Type') this.succession.type ??= textOf(this.content);
    else if (this.role || this.relationship || this.succession) return;
    else if (name === 'Name') record.name = textOf(this.content);
    else if (LOCATION.has(name)) this.setLocation(name);
    this.content = '';
  }

  private openInDate(name: string, { value }: Attributes): void {
    if (name === 'Type') this.date!.type = textOf(value);
    else if (name === 'Start') this.date!.start = textOf(value);
    else if (name === 'End') this.date!.end = textOf(value);
  }

  private openInOwner(name: string, attributes: Attributes): void {
    const linked = this.relationship ?? this.succession;
    if (name === 'Target') this.inTarget = true;
    else if (name === 'Type' && this.succession) this.succession.type = textOf(attributes.value);
    else if (name === 'OrgId' && this.inTarget && linked) linked.target = textOf(attributes.extension);
    else if (name === 'PrimaryRoleId' && this.inTarget && this.relationship)
      this.relationship.targetRole = textOf(attributes.id);
  }

  private closeDate(): void {
    const owner = this.role ?? this.relationship ?? this.succession ?? this.record;
    if (this.date) owner.dates.push(this.date);
    this.date = null;
  }

  private addContact({ type, value }: Attributes): void {
    const text = textOf(value);
    if (text !== null) this.record.contacts.push({ type: textOf(type), value: text });
  }

  private setLocation(name: string): void {
    const text = textOf(this.content);
    if (text !== null) this.record.location[name] = text;
  }
}

const toRole = (attributes: Attributes): PublishedRole => ({
  code: textOf(attributes.id),
  id: textOf(attributes.uniqueRoleId),
  primary: isTrue(attributes.primaryRole),
  dates: [],
  status: null,
});

const toRelationship = (attributes: Attributes): PublishedRelationship => ({
  type: textOf(attributes.id),
  id: textOf(attributes.uniqueRelId),
  target: null,
  targetRole: null,
  dates: [],
  status: null,
});

const toSuccession = (attributes: Attributes): PublishedSuccession => ({
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

function textOf(text: string | undefined): string | null {
  return text?.trim() || null;
}
