import { badInput } from '../../errors';
import { basisUsed } from '../../ods/periods';
import type { StateRow } from '../../ods/facts';
import type { OrganisationKey } from '../../graph/keys';
import { when, type MaybePromise } from '../../maybe-promise';
import type { OrganisationAddress, OrganisationContact } from '../../schema/address';
import type { Organisation } from '../../schema/organisation';
import { globalId } from '../identity/global-id';
import { activeAt, toDate, toPeriod } from './dated';
import type { Moment } from '../moment';
import type { Loaders } from '../../graph/loaders';

/** An organisation as it was at a moment. Its fields are read from the stored row on access. */
export class OrganisationAt implements Organisation {
  constructor(
    readonly state: StateRow,
    readonly moment: Moment,
    /** The text of the search that found it; null if none did. */
    readonly searchText: string | null = null,
    /** Kilometres from the place of the search that found it; null if there is none. */
    readonly distanceKm: number | null = null,
  ) {}

  /** Includes the text and the distance of a search, because fields depend on them. */
  get id() {
    const { state, moment, searchText, distanceKm } = this;
    const wasFound = searchText !== null || distanceKm !== null;
    return globalId(
      'Organisation',
      wasFound ? [state.code, searchText ?? '', `${distanceKm ?? ''}`] : [state.code],
      moment,
    );
  }
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
  get isKnown() {
    return !this.state.unresolved;
  }
  get address() {
    return toAddress(this.state);
  }
  get contacts() {
    return toContacts(this.state.contacts);
  }
}

/** Returns the key of the facts that the moment's release stores about a code. */
export function keyOf(code: string, moment: Moment): OrganisationKey {
  return { code, release: moment.release.number, epoch: undefined };
}

/** Returns the organisation of a code; null when the release has neither record nor stub of it. */
export function recordOf(code: string, moment: Moment, loaders: Loaders): MaybePromise<OrganisationAt | null> {
  return when(loaders.state.load(keyOf(code, moment)), (state) => toRecord(state, moment));
}

/** Returns the organisations of the codes, in order; null where the release has neither record nor stub. */
export function recordsOf(
  codes: readonly string[],
  moment: Moment,
  loaders: Loaders,
): MaybePromise<(OrganisationAt | null)[]> {
  return recordsAsOf(codes, Array<Moment>(codes.length).fill(moment), loaders);
}

/** Returns the organisation of each code at the moment of the same index; null where its release has neither record nor stub. */
export function recordsAsOf(
  codes: readonly string[],
  moments: readonly Moment[],
  loaders: Loaders,
): MaybePromise<(OrganisationAt | null)[]> {
  const keys = codes.map((code, index) => keyOf(code, moments[index]!));
  return when(loaders.state.loadMany(keys), (states) => states.map((state, index) => toRecord(state, moments[index]!)));
}

/** Throws BAD_USER_INPUT for the first code that has neither record nor stub in the release. */
export function requireRecords(codes: readonly string[], moment: Moment, loaders: Loaders): MaybePromise<void> {
  return when(recordsOf(codes, moment, loaders), (records) => {
    const unknown = codes.find((_, index) => records[index] === null);
    if (unknown !== undefined) throw badInput(`No organisation '${unknown}' in the release of ${moment.release.id}.`);
  });
}

/** Returns the state of each code that a link names, in order. A code without record or stub gets an unresolved state. */
export function statesOf(codes: readonly string[], moment: Moment, loaders: Loaders): MaybePromise<StateRow[]> {
  return when(
    loaders.work.map(codes, (code) => keyOf(code, moment)),
    (keys) =>
      when(loaders.state.loadMany(keys), (states) =>
        loaders.work.map(states, (state, index) => state ?? stateWithoutRecord(codes[index]!)),
      ),
  );
}

/** Returns the organisation at an end of a link: its record or stub, or else an unresolved organisation. */
export function organisationOrStub(code: string, moment: Moment, loaders: Loaders): MaybePromise<OrganisationAt> {
  return when(
    loaders.state.load(keyOf(code, moment)),
    (state) => new OrganisationAt(state ?? stateWithoutRecord(code), moment),
  );
}

function toRecord(state: StateRow | null, moment: Moment): OrganisationAt | null {
  return state === null || state.unresolved ? null : new OrganisationAt(state, moment);
}

/** Returns the address of a record; null when no part of it is stored. */
export function toAddress(state: StateRow): OrganisationAddress | null {
  const { line1, line2, line3, town, county, postcode, country, uprn } = state;
  const lines = [line1, line2, line3].filter((line) => line !== null);
  const isEmpty = lines.length === 0 && [town, county, postcode, country, uprn].every((part) => part === null);
  return isEmpty ? null : { lines, town, county, postcode, country, uprn };
}

/** Returns contacts from the stored flat list: type, value, type, value … */
export function toContacts(flat: readonly string[] | null): OrganisationContact[] {
  const contacts: OrganisationContact[] = [];
  for (let index = 0; flat !== null && index + 1 < flat.length; index += 2)
    contacts.push({ type: flat[index]!, value: flat[index + 1]! });
  return contacts;
}

const NO_FACTS = { recordClass: null, status: null, primaryRole: null, lastChanged: null, contacts: null };
const NO_ADDRESS = {
  line1: null,
  line2: null,
  line3: null,
  town: null,
  county: null,
  postcode: null,
  country: null,
  uprn: null,
};

export function stateWithoutRecord(code: string): StateRow {
  return { code, name: code, operational: '', legal: '', refOnly: false, unresolved: true, ...NO_FACTS, ...NO_ADDRESS };
}
