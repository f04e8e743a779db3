import type {
  CentreRow,
  CodeListRow,
  DimensionValuesRow,
  ExtractRow,
  FindingRow,
  LinkRow,
  MeasurementRow,
  MeasureRow,
  PlaceRow,
  PostcodeFileRow,
  PostcodeRow,
  RelationshipRow,
  RoleRow,
  StateRow,
  SuccessionRow,
  ValueRow,
} from '../../ods/facts';
import type { FactStore } from '../cache/fact-store';
import type {
  CentreKey,
  CodeListKey,
  CodesKey,
  DimensionValuesKey,
  FindingsKey,
  GenerationKey,
  LinkKey,
  LocationKey,
  MeasureKey,
  MeasurementKey,
  OrganisationKey,
  RelationshipKey,
  RoleKey,
  RuleKey,
  UprnKey,
  ValuesKey,
} from '../keys';
import type { BatchFunction, DecodeRow, ManyOptions, ToParameters } from './batch-functions';

/** One query over many keys, shared by all requests of the process. */
export interface BatchQuery<Key, Result> {
  /** The name of its .cypher file and of its loader. */
  readonly name: string;
  /** Returns the cached result, or undefined when it must be read. */
  get(key: Key): Result | undefined;
  /** Equal for keys that have the same result. */
  idOf(key: Key): string;
  /** Reads the results, in the order of the keys. `ids` are those of `idOf`. */
  run(keys: readonly Key[], ids?: readonly string[]): Promise<Result[]>;
}

/** Every batch query. None depends on a day: each returns what a release (or a generation of measures) holds for a key. */
export interface BatchQueries {
  readonly state: BatchQuery<OrganisationKey, StateRow | null>;
  readonly roles: BatchQuery<OrganisationKey, readonly RoleRow[]>;
  readonly outgoing: BatchQuery<OrganisationKey, readonly LinkRow[]>;
  readonly incoming: BatchQuery<LinkKey, readonly LinkRow[]>;
  readonly relationship: BatchQuery<RelationshipKey, readonly RelationshipRow[]>;
  readonly predecessors: BatchQuery<OrganisationKey, readonly SuccessionRow[]>;
  readonly successors: BatchQuery<OrganisationKey, readonly SuccessionRow[]>;
  readonly holders: BatchQuery<RoleKey, readonly string[]>;
  readonly codeList: BatchQuery<CodeListKey, readonly CodeListRow[]>;
  readonly uprn: BatchQuery<UprnKey, readonly string[]>;
  readonly codes: BatchQuery<CodesKey, readonly string[]>;
  /** At most `FINDINGS_AT_ONCE`, by code, then hash. */
  readonly findings: BatchQuery<FindingsKey, readonly FindingRow[]>;
  /** By rule, then hash. */
  readonly findingsOf: BatchQuery<OrganisationKey, readonly FindingRow[]>;
  readonly findingCounts: BatchQuery<RuleKey, number>;
  /** Measures by id. */
  readonly measures: BatchQuery<GenerationKey, readonly MeasureRow[]>;
  /** Values by date. */
  readonly measurements: BatchQuery<MeasurementKey, readonly MeasurementRow[]>;
  /** Values by a dimension, by date. */
  readonly dimensionValues: BatchQuery<DimensionValuesKey, readonly DimensionValuesRow[]>;
  /** Codes of the organisations that have a value of the measure. */
  readonly measured: BatchQuery<MeasureKey, readonly string[]>;
  /** By series, then date. */
  readonly extracts: BatchQuery<GenerationKey, readonly ExtractRow[]>;
  /** By code. Not cached. No row: the values may already be deleted. */
  readonly values: BatchQuery<ValuesKey, readonly ValueRow[]>;
  /** Codes that any release names, in order. Not cached. */
  readonly identities: BatchQuery<CodesKey, readonly string[]>;
  readonly location: BatchQuery<LocationKey, PostcodeRow | null>;
  readonly centre: BatchQuery<CentreKey, CentreRow | null>;
  /** At most `PLACES_AT_ONCE`, by code. Not cached. */
  readonly places: BatchQuery<CodesKey, readonly PlaceRow[]>;
  /** By date, newest first, then name. */
  readonly postcodeFiles: BatchQuery<GenerationKey, readonly PostcodeFileRow[]>;
}

/** Builds batch queries on one graph and cache. */
export interface BatchQueryBuilder {
  query<Key, Result>(
    name: keyof BatchQueries,
    store: FactStore<Key, Result>,
    run: BatchFunction<Key, Result>,
  ): BatchQuery<Key, Result>;
  /** Runs a statement with any number of rows per key. */
  rows<Key, Row>(
    name: keyof BatchQueries,
    decode: DecodeRow<Key, Row>,
    options?: ManyOptions<Key, Row>,
  ): BatchFunction<Key, readonly Row[]>;
  /** Runs a statement with at most one row per key. */
  single<Key, Row>(name: keyof BatchQueries, decode: DecodeRow<Key, Row>): BatchFunction<Key, Row | null>;
  /** Runs a statement with one row per key, which has the list of its results. */
  lists<Key, Item>(name: keyof BatchQueries, order: (a: Item, b: Item) => number): BatchFunction<Key, readonly Item[]>;
  /** Runs a statement whose only row has the results of all keys. */
  collected<Key, Result>(
    name: keyof BatchQueries,
    decode: (found: unknown, key: Key) => Result,
    toParameters: ToParameters<Key>,
  ): BatchFunction<Key, Result | null>;
}
