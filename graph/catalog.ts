import { KnownError } from '../errors';
import { when, type MaybePromise } from '../maybe-promise';
import type { ReleaseRow } from '../ods/facts';
import type { ChangeEpochs } from './cache/change-epochs';
import type { Graph, Statement } from './graph';

/** The releases and measures that a request reads. Each request takes one snapshot at its start. */
export interface Snapshot {
  readonly live: ReleaseRow;
  /** Loaded releases, newest first. */
  readonly releases: readonly ReleaseRow[];
  /** Of the measures; higher after each load of a measure. */
  readonly generation: number;
}

export interface Catalog {
  /** Returns the live release and the loaded releases, at most one second old. Throws NO_RELEASE and the errors of a read. */
  snapshot(): MaybePromise<Snapshot>;
  /** The relationship types of all loaded releases, sorted by code. */
  linkTypes(): readonly string[];
  /** The codes greater than `after` that a release above one number and up to another changed, in order. */
  changedCodes(above: number, upTo: number, after: string): Iterable<string>;
}

export interface CatalogSettings {
  readonly graph: Graph;
  readonly statements: { readonly catalog: Statement; readonly touched: Statement; readonly linkTypes: Statement };
  readonly changeEpochs: ChangeEpochs;
  /** Called when a release number now stands for another release, or the generation went back, so cached facts are wrong. */
  readonly onReplaced: () => void;
}

/** Milliseconds until a snapshot is refreshed in the background, and until it is no longer used. */
const REFRESH_MS = 500;
const EXPIRED_MS = 1_000;

interface CatalogRow extends ReleaseRow {
  readonly live: number;
  readonly generation: number | null;
}

interface CatalogState {
  readonly at: number;
  readonly rows: readonly CatalogRow[];
  readonly snapshot: Snapshot | null;
}

/** Creates the catalog of a graph. It runs at most one catalog query at a time. */
export function createCatalog({ graph, statements, changeEpochs, onReplaced }: CatalogSettings): Catalog {
  let current: CatalogState | null = null;
  let reading: Promise<CatalogState> | null = null;
  let types: readonly string[] = [];

  const read = () => (reading ??= refresh().finally(() => (reading = null)));

  async function refresh(): Promise<CatalogState> {
    const at = performance.now();
    const rows = await graph.read<CatalogRow>(statements.catalog);
    if (current !== null && isReplaced(current.rows, rows)) onReplaced();
    if (current === null || !sameReleases(current.rows, rows)) await readChanges(rows);
    return (current = { at, rows, snapshot: snapshotOf(rows) });
  }

  /** Reads which organisations the new releases changed, and the relationship types. */
  async function readChanges(rows: readonly CatalogRow[]): Promise<void> {
    const numbers = rows.filter(({ number }) => number !== null).map(({ number }) => number);
    if (numbers.length === 0) return;
    const base = Math.min(...numbers);
    const upTo = Math.max(...numbers);
    const after = Math.max(base, changeEpochs.newestRelease);
    const [changes, entries] = await Promise.all([
      graph.table(statements.touched, { after, upTo }, { deadlineMs: 10_000 }),
      graph.read<{ code: string }>(statements.linkTypes),
    ]);
    changeEpochs.add(changes as [string, number][], base, upTo);
    types = entries.map(({ code }) => code).sort();
  }

  const required = ({ snapshot }: CatalogState): Snapshot => {
    if (snapshot === null) throw new KnownError('NO_RELEASE', 'No release is loaded.');
    return snapshot;
  };

  return {
    snapshot() {
      const age = current === null ? Infinity : performance.now() - current.at;
      if (current === null || age > EXPIRED_MS) return when(read(), required);
      if (age > REFRESH_MS) void read().catch(() => undefined);
      return required(current);
    },
    linkTypes: () => types,
    changedCodes: (above, upTo, after) => changeEpochs.changedCodes(above, upTo, after),
  };
}

function snapshotOf(rows: readonly CatalogRow[]): Snapshot | null {
  const releases = rows.filter(({ id }) => id !== null).map(({ live: _, generation: __, ...release }) => release);
  const live = releases.find(({ number }) => number === rows[0]?.live);
  return live ? { live, releases, generation: rows[0]?.generation ?? 0 } : null;
}

function sameReleases(before: readonly CatalogRow[], after: readonly CatalogRow[]): boolean {
  return before.length === after.length && before.every(({ sha256 }, index) => sha256 === after[index]?.sha256);
}

function isReplaced(before: readonly CatalogRow[], after: readonly CatalogRow[]): boolean {
  if ((after[0]?.generation ?? 0) < (before[0]?.generation ?? 0)) return true;
  const shaOf = new Map(before.map(({ number, sha256 }) => [number, sha256]));
  return after.some(({ number, sha256 }) => shaOf.has(number) && shaOf.get(number) !== sha256);
}
