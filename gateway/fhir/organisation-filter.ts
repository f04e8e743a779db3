import { prefixTest } from '../../domain/search/prefix';
import type { Moment } from '../../domain/moment';
import type { RoleRow, StateRow } from '../../ods/facts';
import { wordPartTest } from '../../ods/words';
import { activeFilter, isActive } from './active';

/** Conditions of a search for organisations. All that are present must match; a list matches any of its values. */
export interface OrganisationFilter {
  readonly codes?: readonly string[];
  readonly name?: string;
  readonly exactName?: string;
  /** A part of the name. */
  readonly containedName?: string;
  readonly postcode?: string;
  readonly town?: string;
  readonly country?: string;
  /** Roles at any time: at least one of each list. */
  readonly roles?: readonly (readonly string[])[];
  readonly withoutRoles?: readonly string[];
  /** Active roles: at least one of each list. */
  readonly activeRoles?: readonly (readonly string[])[];
  readonly active?: readonly boolean[];
  /** At least one bound of each list. */
  readonly changed?: readonly (readonly DateBound[])[];
}

/** A FHIR date prefix and its date. */
export interface DateBound {
  readonly comparator: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
  readonly date: string;
}

/** The conditions that need the facts of a record. The work for one record does not grow with the lists and texts of the filter. */
export interface RecordTest {
  matches(state: StateRow): boolean;
  /** Absent: the filter names no active role. */
  readonly holdsRoles?: (held: readonly RoleRow[]) => boolean;
}

/** Prepares a filter once for all records of a search. */
export function recordTest(filter: OrganisationFilter, at: Moment): RecordTest {
  const { exactName, containedName, town, country, changed = [], activeRoles = [] } = filter;
  const active = activeFilter(filter.active, at);
  const isNamed = containedName === undefined ? undefined : wordPartTest(containedName);
  const isInTown = town === undefined ? undefined : prefixTest(town);
  const isInCountry = country === undefined ? undefined : prefixTest(country);
  const isChanged = changed.map(anyBound);
  const roles = activeRoles.map((any) => new Set(any));
  return {
    matches: (state) =>
      !state.unresolved &&
      (active === null || active.includes(isActive(state, at))) &&
      (exactName === undefined || state.name === exactName) &&
      (isNamed === undefined || isNamed(state.name)) &&
      (isInTown === undefined || isInTown(state.town)) &&
      (isInCountry === undefined || isInCountry(state.country)) &&
      isChanged.every((test) => state.lastChanged !== null && test(state.lastChanged)),
    ...(roles.length > 0 && {
      holdsRoles: (held: readonly RoleRow[]) => {
        const codes = held.flatMap((holding) => (isActive(holding, at) ? [holding.code] : []));
        return roles.every((any) => codes.some((code) => any.has(code)));
      },
    }),
  };
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
