/**
 * The facts of ODS as the loaders return them: one row type for each batch query of graph/. The suffix `Row`
 * distinguishes them from the GraphQL classes of the same names in schema/. Absent values are null; `operational` and
 * `legal` are period texts (periods.ts).
 */
import type { Dated } from './periods';

export type RecordClass = 'ORGANISATION' | 'SITE';
export type RecordStatus = 'ACTIVE' | 'INACTIVE';

/** A record in one release. `refOnly`: published as a stub. `unresolved`: only its code is published, in other records. */
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

/** A role that an organisation holds; `code` is the code of the role. */
export interface RoleRow extends Dated {
  readonly id: string;
  readonly code: string;
  readonly isPrimary: boolean;
  readonly status: RecordStatus;
}

/** A relationship as seen from one of its ends; `other` is the code at the other end. */
export interface LinkRow extends Dated {
  readonly id: string;
  readonly type: string;
  readonly other: string;
  readonly status: RecordStatus;
}

/** A relationship with both ends; `other` is its target. */
export interface RelationshipRow extends LinkRow {
  readonly source: string;
}

/** A succession as seen from one of its sides. `date` is null if the release gives none. */
export interface SuccessionRow {
  readonly id: string;
  readonly other: string;
  readonly date: string | null;
  readonly forward: boolean;
}

/** An entry of a code list: a role, relationship type or record class. */
export interface CodeListRow {
  readonly code: string;
  readonly name: string;
  readonly canBePrimary: boolean;
}

/** A data quality finding about an organisation; `code` is '' for a finding about the whole release. */
export interface FindingRow {
  readonly rule: string;
  readonly code: string;
  /** Hash of the content; orders the findings of one rule and code. */
  readonly hash: string;
  readonly message: string;
  readonly related: readonly string[];
}

/** A measure with its publication dates in order. */
export interface MeasureRow {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly source: string;
  readonly dates: readonly string[];
  /** The dimensions by which values are loaded, by name. */
  readonly dimensions: readonly DimensionRow[];
}

/** A dimension of the values of a measure, for example an age band. */
export interface DimensionRow {
  readonly name: string;
  /** Its values, for example '0_4', in order. */
  readonly values: readonly string[];
  /** The dates for which values by it are loaded, in order. */
  readonly dates: readonly string[];
}

/** The values of a measure by one dimension for one organisation and date: one for each of the names. */
export interface DimensionValuesRow {
  readonly date: string;
  readonly names: readonly string[];
  readonly values: readonly number[];
}

/** The value of a measure for one organisation and date. */
export interface MeasurementRow {
  readonly date: string;
  readonly value: number;
}

/** The values of a measure on one date, as one load wrote them. */
export interface ExtractRow {
  readonly number: number;
  /** The id of the measure, for values by a dimension followed by a space and the dimension. */
  readonly series: string;
  /** Id of the measure. */
  readonly measure: string;
  readonly name: string;
  readonly unit: string;
  readonly source: string;
  readonly date: string;
  /** The dimension by which the values are published; null for none. */
  readonly dimension: string | null;
}

/** The value of an extract for a code, or its values by name. Without a code: the extract has no further value. */
export interface ValueRow {
  readonly code: string | null;
  readonly value: number | null;
  readonly names: readonly string[] | null;
  readonly values: readonly number[] | null;
}

/** Where a postcode is, as published by the Office for National Statistics. Null coordinates: none are published. */
export interface PostcodeRow {
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** The month in which the postcode was terminated, for example '2014-05'; null while it is in use. */
  readonly terminated: string | null;
  /** The areas that the postcode lies in: type, code, type, code … */
  readonly areas: readonly string[];
}

/** The middle of the postcodes of a sector or of an outward part. */
export interface CentreRow {
  readonly latitude: number;
  readonly longitude: number;
}

/** An organisation and the postcode of its record in a release. */
export interface PlaceRow {
  readonly code: string;
  readonly postcode: string;
}

/** A loaded file of postcodes, with the postcodes that are read from it. */
export interface PostcodeFileRow {
  readonly name: string;
  readonly date: string;
  readonly sha256: string;
  readonly loadedAt: string;
  readonly postcodes: number;
  /** The postcode areas that are read from it, for example 'SO', in order. */
  readonly areas: readonly string[];
}

/** A loaded release. */
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
  /** Whether it is of the invented sample. A graph holds the sample alone or none of it. */
  readonly isSample: boolean;
}
