import type {
  CodeListRow,
  FactKey,
  HoldingRow,
  LinkKey,
  LinkRow,
  ReleaseRow,
  StateRow,
  SuccessionRow,
} from '../graph/rows';
import type { MaybePromise } from '../graph/when';

/** What the live pointer says: which releases are loaded and which one answers. */
export interface Snapshot {
  readonly live: ReleaseRow;
  /** Newest first. */
  readonly releases: readonly ReleaseRow[];
  readonly generation: number;
}

export interface Loader<Key, Row> {
  load(key: Key): MaybePromise<Row>;
  loadMany(keys: readonly Key[]): MaybePromise<Row[]>;
}

export interface Loaders {
  readonly state: Loader<FactKey, StateRow | null>;
  readonly roles: Loader<FactKey, readonly HoldingRow[]>;
  readonly outgoing: Loader<FactKey, readonly LinkRow[]>;
  readonly incoming: Loader<LinkKey, readonly LinkRow[]>;
  readonly predecessors: Loader<FactKey, readonly SuccessionRow[]>;
  readonly successors: Loader<FactKey, readonly SuccessionRow[]>;
  readonly codeList: Loader<{ list: 'role' | 'relationship' | 'recordClass'; release: number }, readonly CodeListRow[]>;
}

/** The way to the graph that a process has; each request takes its own loaders. */
export interface Reads {
  loaders(): Loaders;
  readonly catalog: { snapshot(): MaybePromise<Snapshot> };
}
