/** The keys of the batch queries. `release` is the number of a release, `generation` that of a state of the measures. */

/** One organisation. */
export interface OrganisationKey {
  readonly code: string;
  readonly release: number;
  /**
   * Of the organisation in the release (see change-epochs.ts). The cache sets it when it is looked up first: that is slow. Many keys
   * are made with it, undefined, because an object that gets a property later takes more memory.
   */
  epoch?: number | undefined;
}

/** The relationships of one type that end at an organisation. */
export interface LinkKey extends OrganisationKey {
  readonly type: string;
}

/** The relationships that were published under an id. */
export interface RelationshipKey {
  readonly id: string;
  readonly release: number;
}

/** Every organisation that ever held a role. */
export interface RoleKey {
  readonly role: string;
  readonly release: number;
}

/** A whole code list. */
export interface CodeListKey {
  readonly list: 'role' | 'relationship' | 'recordClass';
  readonly release: number;
}

/** The organisations at a property; `uprn` as returned by `uprnKey()`. */
export interface UprnKey {
  readonly uprn: string;
  readonly release: number;
}

/** The next codes of a release after one code. */
export interface CodesKey {
  readonly after: string;
  readonly release: number;
}

/** One rule of ods/finding-rules.ts. */
export interface RuleKey {
  readonly rule: string;
  readonly release: number;
}

/** The next findings of a rule after the one with this code and hash; both are '' for the first page. */
export interface FindingsKey extends RuleKey {
  readonly code: string;
  readonly hash: string;
}

/** All measures of a generation. */
export interface GenerationKey {
  readonly generation: number;
}

/** One measure; `measure` is its id. */
export interface MeasureKey extends GenerationKey {
  readonly measure: string;
}

/** The values of a measure for one organisation. */
export interface MeasurementKey extends MeasureKey {
  readonly code: string;
}

/** The values of a measure by a dimension for one organisation. */
export interface DimensionValuesKey extends MeasurementKey {
  readonly dimension: string;
}

/** The next values of an extract after one code. */
export interface ValuesKey {
  readonly extract: number;
  readonly after: string;
}

/** A whole postcode; `postcode` as returned by `postcodeKey()`, `generation` is that of the postcodes. */
export interface LocationKey extends GenerationKey {
  readonly postcode: string;
}

/** The postcodes of an area whose sector starts with `sectors`, see `PostcodeGroup`. */
export interface CentreKey extends GenerationKey {
  readonly area: string;
  readonly sectors: string;
}
