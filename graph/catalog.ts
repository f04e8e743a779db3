import { KnownError } from '../errors';
import type { Graph, Statement } from './graph';
import type { ReleaseRow } from './keys';
import type { Touches } from './cache/change-epochs';
import { when, type MaybePromise } from '../maybe-promise';

/** What a request pins at its start. */
export interface Snapshot {
  readonly live: ReleaseRow;
  /** Loaded releases, newest first. */
  readonly releases: readonly ReleaseRow[];
  /** Of the measures; higher after each reload. */
  readonly generation: number;
}

export interface Catalog {
  /** The live pointer and the loaded releases, at most one second late. Errors: NO_RELEASE, and those of a read. */
  snapshot(): MaybePromise<Snapshot>;
  /** Relationship types that any release names, in order of code. */
  linkTypes(): readonly string[];
  /** The codes, in order and beginning after one, that the releases above one number and up to another touched. */
  touched(above: number, upTo: number, after: string): Iterable<string>;
}

export interface CatalogSettings {
  readonly graph: Graph;
  readonly statements: { readonly catalog: Statement; readonly touched: Statement; readonly linkTypes: Statement };
  readonly touches: Touches;
  /** A release number now means another release, or a generation of measures other figures. */
  readonly onReplaced: () => void;
}

const FRESH_MS = 500;
const LATEST_MS = 1_000;

interface CatalogRow extends ReleaseRow {
  readonly live: number;
  readonly generation: number | null;
}

interface Known {
  readonly at: number;
  readonly rows: readonly CatalogRow[];
  readonly snapshot: Snapshot | null;
}

/** Reads the catalog at most once a second, half of the times ahead of need, one query at a time. */
export function createCatalog({ graph, statements, touches, onReplaced }: CatalogSettings): Catalog {
  let known: Known | null = null;
  let reading: Promise<Known> | null = null;
  let types: readonly string[] = [];

  const read = () => (reading ??= refresh().finally(() => (reading = null)));

  async function refresh(): Promise<Known> {
    const at = performance.now();
    const rows = await graph.read<CatalogRow>(statements.catalog);
    if (known !== null && replaced(known.rows, rows)) onReplaced();
    if (known === null || !sameReleases(known.rows, rows)) await learn(rows);
    return (known = { at, rows, snapshot: snapshotOf(rows) });
  }

  /** Which organisations the new releases touched, and which relationship types there are. */
  async function learn(rows: readonly CatalogRow[]): Promise<void> {
    const numbers = rows.filter(({ number }) => number !== null).map(({ number }) => number);
    if (numbers.length === 0) return;
    const base = Math.min(...numbers);
    const upTo = Math.max(...numbers);
    const after = Math.max(base, touches.newest);
    const [touched, named] = await Promise.all([
      graph.table(statements.touched, { after, upTo }, { deadlineMs: 10_000 }),
      graph.read<{ code: string }>(statements.linkTypes),
    ]);
    touches.add(touched as [string, number][], base, upTo);
    types = named.map(({ code }) => code).sort();
  }

  const pinned = ({ snapshot }: Known): Snapshot => {
    if (snapshot === null) throw new KnownError('NO_RELEASE', 'No release is loaded.');
    return snapshot;
  };

  return {
    snapshot() {
      const age = known === null ? Infinity : performance.now() - known.at;
      if (known === null || age > LATEST_MS) return when(read(), pinned);
      if (age > FRESH_MS) void read().catch(() => undefined);
      return pinned(known);
    },
    linkTypes: () => types,
    touched: (above, upTo, after) => touches.between(above, upTo, after),
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

function replaced(before: readonly CatalogRow[], after: readonly CatalogRow[]): boolean {
  if ((after[0]?.generation ?? 0) < (before[0]?.generation ?? 0)) return true;
  const shaOf = new Map(before.map(({ number, sha256 }) => [number, sha256]));
  return after.some(({ number, sha256 }) => shaOf.has(number) && shaOf.get(number) !== sha256);
}
