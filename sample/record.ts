/** What the sample knows about a record before it becomes XML. Independent of how any reader sees it. */
export type Basis = 'Operational' | 'Legal';
export type Status = 'Active' | 'Inactive';
export type RecordClass = 'RC1' | 'RC2';

/** One `Date`: both ends inclusive ISO dates, as they will be written (an impossible one too). */
export interface SampleDate {
  readonly type: Basis;
  readonly start?: string;
  readonly end?: string;
}

/** What a link needs to know about its target. */
export interface Target {
  readonly code: string;
  /** Primary role of the target, for example 'RO98'. */
  readonly role: string;
  /** Its uniqueRoleId. */
  readonly roleId: number;
}

export interface SampleRole {
  readonly id: string;
  readonly uniqueRoleId: number;
  /** 'false' is written as such: it is the same as absent. */
  readonly primaryRole?: boolean | 'false';
  readonly dates: readonly SampleDate[];
  readonly status?: Status;
}

export interface SampleLink {
  readonly id: string;
  readonly uniqueRelId: number;
  readonly dates: readonly SampleDate[];
  readonly status?: Status;
  readonly target: Target;
}

export interface SampleSuccession {
  /** Missing on some archive records. */
  readonly uniqueSuccId?: number;
  readonly forwardSuccession?: boolean;
  readonly date: string;
  /** What the target is. */
  readonly type: 'Predecessor' | 'Successor';
  readonly target: Target;
}

export interface SampleLocation {
  readonly line1?: string;
  readonly line2?: string;
  readonly line3?: string;
  readonly town?: string;
  readonly county?: string;
  readonly postcode?: string;
  readonly country?: string;
  readonly uprn?: string;
}

/** One `Organisation` element. `status: null` and `code: null` are left out of the XML: dirt that readers must bear. */
export interface SampleRecord {
  readonly recordClass: RecordClass;
  readonly refOnly?: boolean | 'false';
  readonly name: string;
  readonly dates: readonly SampleDate[];
  readonly code: string | null;
  readonly status?: Status | null;
  readonly lastChanged?: string;
  readonly location?: SampleLocation;
  readonly contacts?: readonly { readonly type: string; readonly value: string }[];
  readonly roles: readonly SampleRole[];
  readonly links: readonly SampleLink[];
  readonly successions: readonly SampleSuccession[];
  /** Overrides the file that its closing date decides. */
  readonly file?: 'full' | 'archive';
  readonly style?: Style;
}

/** Ways of writing the same thing that a reader must not notice. */
export interface Style {
  /** `Name` as markup: CDATA, entities, comments. */
  readonly nameMarkup?: string;
  /** Operational before Legal, attributes in the other order. */
  readonly reversed?: boolean;
  /** A comment inside the element. */
  readonly comment?: string;
}
