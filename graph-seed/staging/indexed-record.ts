import type { StateFact, SuccessionSide } from '../facts/facts';
import type { PublishedRecord } from '../reading/record';
import type { Traits } from './traits';

/** What the index of a release needs of a state, a role and a relationship. Lists are shorter in JSON than objects. */
export type IndexedState = Pick<
  StateFact,
  'code' | 'refOnly' | 'lastChanged' | 'operational' | 'legal' | 'primaryRole' | 'recordClass'
>;
export type IndexedRole = readonly [id: string, role: string];
export type IndexedLink = readonly [
  type: string,
  target: string,
  targetRole: string | null,
  operational: string,
  legal: string,
  id: string,
];

/** One record of a file: what the checks of the release need of it. Its rows are apart. */
export interface ReadRecord extends Pick<PublishedRecord, 'line' | 'recordClass' | 'refOnly' | 'name'> {
  /** Its place in the release, from 1. */
  readonly number: number;
  /** Null for a record without a usable code. */
  readonly facts: IndexedFacts | null;
  /** If it is as in the release before: instead of rows, their hashes, and its findings as lines without the number. */
  readonly known: KnownRecord | null;
}

/** The hashes are those of the state, the roles, the relationships and the findings, 8 bytes each. */
export interface KnownRecord {
  readonly hashes: Buffer;
  readonly findings: readonly string[];
}

export interface IndexedFacts {
  readonly state: IndexedState;
  readonly traits: Traits;
  readonly roles: readonly IndexedRole[];
  readonly links: readonly IndexedLink[];
  readonly successions: readonly SuccessionSide[];
}
