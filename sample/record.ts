/**
 * The records of the sample, before they become XML. Shares no types with the loader, so that tests are independent.
 */
export type Basis = 'Operational' | 'Legal';
export type Status = 'Active' | 'Inactive';
export type RecordClass = 'RC1' | 'RC2';

/** One `Date` element: inclusive ISO dates, written as they are, even if impossible. */
export interface SampleDate {
  readonly type: Basis;
  readonly start?: string;
  readonly end?: string;
}

/** The target of a link. */
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
  /** 'false' is written as an attribute; it means the same as a missing attribute. */
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
  /** Role of the target in the succession. */
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

/**
 * One `Organisation` element. With `status: null` or `code: null` the element is invalid, as some published ones are.
 */
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
  /** Overrides the file, which otherwise depends on the closing date. */
  readonly file?: 'full' | 'archive';
  readonly style?: Style;
}

/** XML variants that mean the same. */
export interface Style {
  /** `Name` as markup: CDATA, entities, comments. */
  readonly nameMarkup?: string;
  /** Operational before Legal, attributes in the other order. */
  readonly reversed?: boolean;
  /** A comment inside the element. */
  readonly comment?: string;
}
