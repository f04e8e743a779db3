import { activeAt } from '../../domain/records/dated';
import { prefixTest } from '../../domain/search/prefix';
import type { Moment } from '../../domain/moment';
import type { RoleRow, StateRow } from '../../ods/facts';
import { wordPartTest } from '../../ods/words';
import type { ValueTests } from '../../graph/text-index/values/codes-of-values';
import { activeFilter, isActive, usesDates } from './active';

/** Conditions of a search for organisations. All that are present must match; a list matches any of its values. */
export interface OrganisationFilter {
  readonly codes?: readonly string[];
  readonly name?: string;
  readonly exactName?: string;
  /** A part of the name. */
  readonly containedName?: string;
  /** Beginnings of postcodes, as of countries. */
  readonly postcodes?: readonly string[];
  readonly exactPostcodes?: readonly string[];
  readonly town?: string;
  /** A part of the town, as of the country. */
  readonly containedTown?: string;
  readonly exactTown?: string;
  readonly countries?: readonly string[];
  readonly containedCountry?: string;
  readonly exactCountries?: readonly string[];
  /** Roles at any time: at least one of each list. */
  readonly roles?: readonly (readonly string[])[];
  readonly withoutRoles?: readonly string[];
  /** Active roles: at least one of each list. */
  readonly activeRoles?: readonly (readonly string[])[];
  /** Roles of which none is active. */
  readonly withoutActiveRoles?: readonly string[];
  readonly active?: readonly boolean[];
  /** At least one bound of each list. */
  readonly changed?: readonly (readonly DateBound[])[];
}

/** A FHIR date prefix and its date. */
export interface DateBound {
  readonly comparator: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
  readonly date: string;
}

/** The conditions about the facts of a record. The work for one record does not grow with the lists and texts of the filter. */
export interface RecordTest {
  /** The conditions that the index of texts decides too; null if no record can match. */
  readonly values: ValueTests | null;
  /** Whether there are conditions on the name or the whole postcode, which the index does not decide. */
  readonly needsRecords: boolean;
  /** Whether a record matches all conditions but those on roles. */
  matches(state: StateRow): boolean;
  /** Absent: the filter names no active role. */
  readonly holdsRoles?: (held: readonly RoleRow[]) => boolean;
}

/** Prepares a filter once for all records of a search. */
export function recordTest(filter: OrganisationFilter, at: Moment): RecordTest {
  const { exactName, containedName, exactPostcodes, activeRoles = [] } = filter;
  const isNamed = containedName === undefined ? undefined : wordPartTest(containedName);
  const values = valueTests(filter, at);
  const roles = activeRoles.map((any) => new Set(any));
  return {
    values,
    needsRecords: exactName !== undefined || containedName !== undefined || exactPostcodes !== undefined,
    matches: (state) =>
      !state.unresolved &&
      values !== null &&
      matchesValues(state, values) &&
      (exactName === undefined || state.name === exactName) &&
      (isNamed === undefined || isNamed(state.name)) &&
      (exactPostcodes === undefined || exactPostcodes.includes(state.postcode ?? '')),
    ...(roles.length > 0 && {
      holdsRoles: (held: readonly RoleRow[]) => {
        const codes = held.flatMap((holding) => (isActive(holding, at) ? [holding.code] : []));
        return roles.every((any) => codes.some((code) => any.has(code)));
      },
    }),
  };
}

/** Returns the conditions of a filter on the published values of a record; null if they exclude each other. */
function valueTests(filter: OrganisationFilter, at: Moment): ValueTests | null {
  const { active: given, changed = [] } = filter;
  const { town, containedTown, exactTown, countries, containedCountry, exactCountries } = filter;
  const active = activeFilter(given, at);
  if (active?.length === 0) return null;
  const single = active && new Set(active).size === 1 ? active[0] : undefined;
  const isChanged = changed.map(anyBound);
  return {
    ...(usesDates(at)
      ? { periods: single === undefined ? undefined : (dated) => activeAt(dated, at) === single }
      : { isActive: single }),
    town: textTest(
      town === undefined ? undefined : [town],
      containedTown,
      exactTown === undefined ? undefined : [exactTown],
    ),
    country: textTest(countries, containedCountry, exactCountries),
    lastChanged: isChanged.length === 0 ? undefined : (day) => day !== null && isChanged.every((test) => test(day)),
  };
}

/** Returns whether a published text begins with one of some texts, contains one, and is one of others; undefined without any. */
function textTest(
  begins: readonly string[] | undefined,
  contains: string | undefined,
  exact: readonly string[] | undefined,
): ((published: string | null) => boolean) | undefined {
  const isBegun = begins?.map(prefixTest);
  const isPart = contains === undefined ? undefined : wordPartTest(contains);
  if (!isBegun && !isPart && !exact) return undefined;
  return (published) =>
    published !== null &&
    (isBegun === undefined || isBegun.some((test) => test(published))) &&
    (isPart === undefined || isPart(published)) &&
    (exact === undefined || exact.includes(published));
}

function matchesValues(state: StateRow, { isActive, periods, town, country, lastChanged }: ValueTests): boolean {
  return (
    (isActive === undefined || isActive === (state.status === 'ACTIVE')) &&
    (periods === undefined || periods(state)) &&
    (town === undefined || town(state.town)) &&
    (country === undefined || country(state.country)) &&
    (lastChanged === undefined || lastChanged(state.lastChanged))
  );
}

/** Returns whether a day is within any of the bounds. The widest bound of each comparator decides. */
export function anyBound(bounds: readonly DateBound[]): (day: string) => boolean {
  const dates = (comparator: DateBound['comparator']) =>
    bounds.flatMap((bound) => (bound.comparator === comparator ? [bound.date] : [])).sort();
  const equal = new Set(dates('eq'));
  const others = new Set(dates('ne'));
  const [before, until] = [dates('lt').at(-1) ?? '', dates('le').at(-1) ?? ''];
  const [after, from] = [dates('gt')[0] ?? AFTER_EVERY_DAY, dates('ge')[0] ?? AFTER_EVERY_DAY];
  return (day) =>
    day < before ||
    day <= until ||
    day > after ||
    day >= from ||
    equal.has(day) ||
    others.size > 1 ||
    (others.size === 1 && !others.has(day));
}

/** Greater than every ISO date with four digits of the year. */
export const AFTER_EVERY_DAY = '~';
