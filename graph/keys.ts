/**
 * What the questions answer: one type for each shape of row. Absent facts are null. `operational` and `legal` are
 * period texts (see active.ts). `at` is the position of the key answered.
 */
import type { Dated } from '../ods/periods';

export type RecordClass = 'ORGANISATION' | 'SITE';
export type RecordStatus = 'ACTIVE' | 'INACTIVE';

/** A question about one organisation in one release (its number). */
export interface FactKey {
  readonly code: string;
  readonly release: number;
}

/** A question about the links of one relationship type that end at an organisation. */
export interface LinkKey extends FactKey {
  readonly type: string;
}

/** A question about the relationships that were published under an id. */
export interface RelationshipKey {
  readonly id: string;
  readonly release: number;
}

/** A question about every organisation that ever held a role. */
export interface RoleKey {
  readonly role: string;
  readonly release: number;
}

/** A question about a whole code list. */
export interface CodeListKey {
  readonly list: 'role' | 'relationship' | 'recordClass';
  readonly release: number;
}

/** A question about the organisations that a text names; `text` as `searchedText()` makes it. */
export interface TextKey {
  readonly text: string;
  readonly release: number;
}

/** A question about the organisations at a postcode; `postcode` as `postcodeKey()` makes it. */
export interface PostcodeKey {
  readonly postcode: string;
  readonly release: number;
}

/**
 * A question about the organisations whose name, postcode or town begins with a text: one part is given, as `nameKey()`
 * or `postcodeKey()` makes it, of a town the first word in lower case; the others are null.
 */
export interface BeginningKey {
  readonly name: string | null;
  readonly postcode: string | null;
  readonly town: string | null;
  readonly release: number;
}

/** A question about the organisations at a property; `uprn` as `uprnKey()` makes it. */
export interface UprnKey {
  readonly uprn: string;
  readonly release: number;
}

/** A question about the codes of a release that follow one. */
export interface CodesKey {
  readonly after: string;
  readonly release: number;
}

/** A question about how much a rule found. */
export interface RuleKey {
  readonly rule: string;
  readonly release: number;
}

/** A question about the findings of a rule that follow one, of which code and hash are given, '' for none. */
export interface FindingsKey extends RuleKey {
  readonly code: string;
  readonly hash: string;
}

/** A question about the measures of a generation. */
export interface GenerationKey {
  readonly generation: number;
}

/** A question about a measure as a whole; `measure` is its id. */
export interface MeasureKey extends GenerationKey {
  readonly measure: string;
}

/** A question about the values of a measure for one organisation. */
export interface MeasurementKey extends MeasureKey {
  readonly code: string;
}

export interface StateRow extends Dated {
  readonly code: string;
  readonly name: string;
  readonly recordClass: RecordClass | null;
  readonly status: RecordStatus | null;
  readonly refOnly: boolean;
  readonly unresolved: boolean;
  readonly primaryRole: string | null;
  readonly lastChanged: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly line3: string | null;
  readonly town: string | null;
  readonly county: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
  readonly uprn: string | null;
  /** type, value, type, value … */
  readonly contacts: readonly string[] | null;
}

export interface HoldingRow extends Dated {
  readonly id: string;
  readonly code: string;
  readonly isPrimary: boolean;
  readonly status: RecordStatus;
}

/** A relationship seen from one end: `other` is the code at the other end. */
export interface LinkRow extends Dated {
  readonly id: string;
  readonly type: string;
  readonly other: string;
  readonly status: RecordStatus;
}

/** A relationship by itself: `source` and, as `other`, its target. */
export interface RelationshipRow extends LinkRow {
  readonly source: string;
}

/** A succession seen from one end. `date` is null where the file has none. */
export interface SuccessionRow {
  readonly id: string;
  readonly other: string;
  readonly date: string | null;
  readonly forward: boolean;
}

export interface CodeListRow {
  readonly code: string;
  readonly name: string;
  readonly canBePrimary: boolean;
}

/** Something odd about an organisation; `code` is '' for what is about the release as a whole. */
export interface FindingRow {
  readonly rule: string;
  readonly code: string;
  /** Of its content: makes the order of findings of one code whole. */
  readonly hash: string;
  readonly message: string;
  readonly related: readonly string[];
}

/** A measure and the dates it was published for, in order. */
export interface MeasureRow {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly source: string;
  readonly dates: readonly string[];
}

/** What was published of a measure for one organisation and date. */
export interface MeasurementRow {
  readonly date: string;
  readonly value: number;
}

export interface ReleaseRow {
  /** Publication date, for example '2024-10-31'. */
  readonly id: string;
  readonly number: number;
  readonly sequence: number;
  readonly publicationDate: string;
  readonly sha256: string;
  readonly loadedAt: string;
  readonly organisations: number;
  readonly relationships: number;
}
