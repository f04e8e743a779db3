import type {
  CodeListRow,
  DimensionValuesRow,
  FindingRow,
  LinkRow,
  MeasurementRow,
  MeasureRow,
  RelationshipRow,
  RoleRow,
  StateRow,
  SuccessionRow,
} from '../../ods/facts';
import { intern } from '../cache/intern';
import { PackedRecord } from '../cache/packed-record';
import type { Values } from '../graph';
import type { OrganisationKey, RelationshipKey } from '../keys';

/**
 * Decoders of rows: the values of a row in the order of RETURN, `at` first, become an object. Every object of a decoder
 * has the same fields in the same order, so that V8 shares its hidden class. Repeated texts are interned.
 */
type Text = string;
type OrNull = string | null;

/** `stored` is the packed record, or the list of its values if an older version wrote it. */
export function toState(stored: unknown, { code }: OrganisationKey): StateRow {
  return typeof stored === 'string' ? new PackedRecord(intern(code), stored) : toListedState(stored as Values, code);
}

function toListedState(values: Values, code: string): StateRow {
  const [name, recordClass, status, refOnly, unresolved, primaryRole, operational, legal, lastChanged] = values;
  const [line1, line2, line3, town, county, postcode, country, uprn, contacts] = values.slice(9);
  return {
    code: intern(code),
    name: name as Text,
    recordClass: intern(recordClass as OrNull) as StateRow['recordClass'],
    status: intern(status as OrNull) as StateRow['status'],
    refOnly: refOnly === true,
    unresolved: unresolved === true,
    primaryRole: intern(primaryRole as OrNull),
    operational: intern(operational as Text),
    legal: intern(legal as Text),
    lastChanged: intern(lastChanged as OrNull),
    line1: line1 as OrNull,
    line2: line2 as OrNull,
    line3: line3 as OrNull,
    town: intern(town as OrNull),
    county: intern(county as OrNull),
    postcode: postcode as OrNull,
    country: intern(country as OrNull),
    uprn: uprn as OrNull,
    contacts: contacts as readonly string[] | null,
  };
}

export function toRole([, id, code, isPrimary, status, operational, legal]: Values): RoleRow {
  return {
    id: id as Text,
    code: intern(code as Text),
    isPrimary: isPrimary === true,
    status: intern(status as RoleRow['status']),
    operational: intern(operational as Text),
    legal: intern(legal as Text),
  };
}

export function toRelationship([, type, source, ...values]: Values, { id }: RelationshipKey): RelationshipRow {
  const [other, status, operational, legal] = values;
  return {
    id,
    type: intern(type as Text),
    other: intern(other as Text),
    status: intern(status as LinkRow['status']),
    operational: intern(operational as Text),
    legal: intern(legal as Text),
    source: intern(source as Text),
  };
}

export function toSuccession([, id, other, date, forward]: Values): SuccessionRow {
  return { id: id as Text, other: intern(other as Text), date: intern(date as OrNull), forward: forward === true };
}

export function toCode([, code]: Values): string {
  return intern(code as Text);
}

export function toEntry([, code, name, canBePrimary]: Values): CodeListRow {
  return { code: intern(code as Text), name: name as Text, canBePrimary: canBePrimary === true };
}

export function toFinding([, rule, code, hash, message, related]: Values): FindingRow {
  return {
    rule: intern(rule as Text),
    code: intern(code as Text),
    hash: hash as Text,
    message: message as Text,
    related: (related as readonly Text[]).map((other) => intern(other)),
  };
}

export function toCount([, count]: Values): number {
  return count as number;
}

/** A measure with one date, of its values or of those by a dimension; measure-queries.ts merges the rows. */
export function toMeasure([, id, name, unit, source, date, dimension, names]: Values): MeasureRow {
  const dates = [intern(date as Text)];
  const measure = { id: id as Text, name: name as Text, unit: unit as Text, source: source as Text };
  if (dimension === null) return { ...measure, dates, dimensions: [] };
  return { ...measure, dates: [], dimensions: [{ name: dimension as Text, values: names as readonly Text[], dates }] };
}

export function toDimensionValues([, date, names, values]: Values): DimensionValuesRow {
  return {
    date: intern(date as Text),
    names: (names as readonly Text[]).map((name) => intern(name)),
    values: values as readonly number[],
  };
}

export function toMeasurement([, date, value]: Values): MeasurementRow {
  return { date: intern(date as Text), value: value as number };
}
