import { basisUsed } from '../../ods/periods';
import type { FactKey, StateRow } from '../../graph/keys';
import { when, type MaybePromise } from '../../maybe-promise';
import type { OrganisationAddress, OrganisationContact } from '../../schema/address';
import type { Organisation } from '../../schema/organisation';
import { activeAt, toDate, toPeriod } from './dated';
import type { Moment } from '../moment';
import type { Loaders } from '../../graph/loaders';

/** An organisation as it was at a moment. Its fields are read from the stored row when they are asked for. */
export class OrganisationAt implements Organisation {
  constructor(
    readonly state: StateRow,
    readonly moment: Moment,
  ) {}

  get code() {
    return this.state.code;
  }
  get name() {
    return this.state.name;
  }
  get recordClass() {
    return this.state.recordClass;
  }
  get status() {
    return this.state.status;
  }
  get isActive() {
    return activeAt(this.state, this.moment);
  }
  get basisUsed() {
    return basisUsed(this.state, this.moment.basis);
  }
  get operational() {
    return toPeriod(this.state.operational, this.moment.date);
  }
  get legal() {
    return toPeriod(this.state.legal, this.moment.date);
  }
  get lastChanged() {
    return toDate(this.state.lastChanged);
  }
  get isReferenceOnly() {
    return this.state.refOnly;
  }
  get isUnresolved() {
    return this.state.unresolved;
  }
  get address() {
    return toAddress(this.state);
  }
  get contacts() {
    return toContacts(this.state.contacts);
  }
}

/** What is stored about a code in the release of a moment. */
export function keyOf(code: string, moment: Moment): FactKey {
  return { code, release: moment.release.number };
}

/** The organisation of a code, or null where the release has neither record nor stub of it. */
export function recordOf(code: string, moment: Moment, loaders: Loaders): MaybePromise<OrganisationAt | null> {
  return when(loaders.state.load(keyOf(code, moment)), (state) => toRecord(state, moment));
}

/** The organisations of codes, in their order, null where the release has neither record nor stub. */
export function recordsOf(
  codes: readonly string[],
  moment: Moment,
  loaders: Loaders,
): MaybePromise<(OrganisationAt | null)[]> {
  const keys = codes.map((code) => keyOf(code, moment));
  return when(loaders.state.loadMany(keys), (states) => states.map((state) => toRecord(state, moment)));
}

/** The states of codes that links lead to, in their order; of one without any, only that it has none. */
export function statesOf(codes: readonly string[], moment: Moment, loaders: Loaders): MaybePromise<StateRow[]> {
  const keys = codes.map((code) => keyOf(code, moment));
  return when(loaders.state.loadMany(keys), (states) => states.map((state, at) => state ?? undescribed(codes[at]!)));
}

/** The organisation at an end of a link, described by a record or not. */
export function endOf(code: string, moment: Moment, loaders: Loaders): MaybePromise<OrganisationAt> {
  return when(
    loaders.state.load(keyOf(code, moment)),
    (state) => new OrganisationAt(state ?? undescribed(code), moment),
  );
}

function toRecord(state: StateRow | null, moment: Moment): OrganisationAt | null {
  return state === null || state.unresolved ? null : new OrganisationAt(state, moment);
}

/** The address of a record: null when it has no part of one. */
export function toAddress(state: StateRow): OrganisationAddress | null {
  const { line1, line2, line3, town, county, postcode, country, uprn } = state;
  const lines = [line1, line2, line3].filter((line) => line !== null);
  const none = lines.length === 0 && [town, county, postcode, country, uprn].every((part) => part === null);
  return none ? null : { lines, town, county, postcode, country, uprn };
}

/** Contacts from their flat list: type, value, type, value … */
export function toContacts(flat: readonly string[] | null): OrganisationContact[] {
  const contacts: OrganisationContact[] = [];
  for (let at = 0; flat !== null && at + 1 < flat.length; at += 2)
    contacts.push({ type: flat[at]!, value: flat[at + 1]! });
  return contacts;
}

const NOTHING = { recordClass: null, status: null, primaryRole: null, lastChanged: null, contacts: null };
const NOWHERE = {
  line1: null,
  line2: null,
  line3: null,
  town: null,
  county: null,
  postcode: null,
  country: null,
  uprn: null,
};

function undescribed(code: string): StateRow {
  return { code, name: code, operational: '', legal: '', refOnly: false, unresolved: true, ...NOTHING, ...NOWHERE };
}
