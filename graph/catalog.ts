import { createHash } from 'node:crypto';
import { KnownError } from '../errors';
import { when, type MaybePromise } from '../maybe-promise';
import { parseSizes } from '../ods/measured-sizes';
import type { ReleaseRow } from '../ods/facts';
import type { Graph, Statement } from './graph';
import type { KnownFacts } from './known-facts';
import type { GraphContent } from './release-set';
import type { ShownCatalog } from './shown-catalog';

/** The releases, measures and postcodes that a request reads. Each request takes one snapshot at its start. */
export interface Snapshot {
  readonly live: ReleaseRow;
  /** Loaded releases, newest first. */
  readonly releases: readonly ReleaseRow[];
  /** Of the measures; higher after each load of a measure. */
  readonly generation: number;
  /** The load that wrote this generation of the measures; null for none. */
  readonly measuredBy: string | null;
  /** Of the postcodes; higher after each load of postcodes, 0 while none are loaded. */
  readonly postcodes: number;
  /** What was read of these releases and measures: the same object until the graph is replaced. */
  readonly known: KnownFacts;
  /** Equal for equal releases, measures and postcodes with the same release live, in any process. */
  readonly content: string;
}

export interface Catalog {
  /**
   * Returns the live release and the loaded releases, at most one second old, and never older than what another catalog of the
   * gateway has returned. Throws NO_RELEASE and the errors of a read.
   */
  snapshot(): MaybePromise<Snapshot>;
  /** What was read of the graph that the newest snapshot shows. */
  readonly known: KnownFacts;
  /** The relationship types of all loaded releases, sorted by code. */
  linkTypes(): readonly string[];
}

export interface CatalogSettings {
  readonly graph: Graph;
  readonly statements: Readonly<Record<'catalog' | 'touched' | 'linkTypes' | 'sizes', Statement>>;
  /** Creates the object for a graph of which nothing was read yet. */
  readonly createKnownFacts: () => KnownFacts;
  /** Called when the graph was replaced: nothing that was read before is used any more. */
  readonly onReplaced: () => void;
  /** Called when the loaded releases are other ones than before. */
  readonly onReleases?: (known: KnownFacts) => void;
  /** Of all catalogs of one gateway: none of them shows an older state of the graph than another one has shown. */
  readonly shown: ShownCatalog;
}

/** Milliseconds until a snapshot is refreshed in the background, and until it is no longer used. */
const REFRESH_MS = 500;
const EXPIRED_MS = 1_000;

interface CatalogRow extends ReleaseRow {
  readonly live: number;
  readonly generation: number | null;
  /** The load that wrote the generation. */
  readonly measuredBy: string | null;
  readonly postcodes: number | null;
  /** The load that wrote the generation of the postcodes. */
  readonly locatedBy: string | null;
}

interface CatalogState {
  /** When its catalog query began. */
  readonly at: number;
  /** The rows as JSON. */
  readonly text: string;
  readonly rows: readonly CatalogRow[];
  readonly snapshot: Snapshot | null;
}

/** Creates the catalog of a graph. It runs at most one catalog query at a time. */
export function createCatalog(settings: CatalogSettings): Catalog {
  const { graph, statements, createKnownFacts, onReplaced, onReleases, shown } = settings;
  let current: CatalogState | null = null;
  let known = createKnownFacts();
  let reading: Promise<CatalogState> | null = null;

  const read = () => (reading ??= refresh().finally(() => (reading = null)));

  async function refresh(): Promise<CatalogState> {
    const at = performance.now();
    const { rows, text } = await readRows(graph, statements.catalog, current?.text);
    const ended = performance.now();
    const content = contentOf(rows);
    const isReplaced = !known.releases.isContinuedBy(content);
    const next = isReplaced ? createKnownFacts() : known;
    const isChanged = current === null || isReplaced || !sameReleases(current.rows, rows);
    if (isChanged) await readChanges(settings, content, next);
    next.releases.add(content);
    if (isReplaced) onReplaced();
    known = next;
    if (isChanged) onReleases?.(known);
    shown.record(text, at, ended);
    return (current = { at, text, rows, snapshot: snapshotOf(rows, text, known) });
  }

  const isBehind = ({ text, at }: CatalogState) => shown.isNewerThan(text, at);

  /** Reads until the state is not older than one that another catalog has shown. */
  async function readNewest(): Promise<CatalogState> {
    for (;;) {
      const state = await read();
      if (!isBehind(state)) return state;
    }
  }

  const required = ({ snapshot }: CatalogState): Snapshot => {
    if (snapshot === null) throw new KnownError('NO_RELEASE', 'No release is loaded.');
    return snapshot;
  };

  return {
    snapshot() {
      const age = current === null ? Infinity : performance.now() - current.at;
      if (current === null || age > EXPIRED_MS || isBehind(current)) return when(readNewest(), required);
      if (age > REFRESH_MS) void read().catch(() => undefined);
      return required(current);
    },
    get known() {
      return known;
    },
    linkTypes: () => known.linkTypes,
  };
}

/** Whether a release that was read is still loaded. Otherwise its facts are being deleted. */
export function isLoaded(
  catalog: Pick<Catalog, 'snapshot'>,
  { number, sha256 }: Pick<ReleaseRow, 'number' | 'sha256'>,
): MaybePromise<boolean> {
  return when(catalog.snapshot(), ({ releases }) =>
    releases.some((release) => release.number === number && release.sha256 === sha256),
  );
}

/** Reads which organisations the new releases changed, the relationship types, and how long the lists of releases are. */
async function readChanges(
  { graph, statements }: CatalogSettings,
  { releases }: GraphContent,
  into: KnownFacts,
): Promise<void> {
  const numbers = releases.map(({ number }) => number);
  if (numbers.length === 0) return;
  const base = Math.min(...numbers);
  const upTo = Math.max(...numbers);
  const after = Math.max(base, into.changeEpochs.newestRelease);
  const unknown = numbers.filter((number) => !into.sizes.get(number));
  const [changes, entries, sizes] = await Promise.all([
    graph.table(statements.touched, { after, upTo }, { deadlineMs: 10_000 }),
    graph.read<{ code: string }>(statements.linkTypes),
    graph.read<{ number: number; sizes: string | null }>(statements.sizes, { numbers: unknown }),
  ]);
  into.changeEpochs.add(changes as [string, number][], base, upTo);
  into.linkTypes = entries.map(({ code }) => code).sort();
  const read = sizes.map(({ number, sizes: text }) => [number, parseSizes(text)] as const);
  into.sizes = new Map([...into.sizes, ...read].filter(([number]) => numbers.includes(number)));
}

/**
 * Reads the catalog. What a changed catalog points at is then read from any replica of a cluster, which must have it: its
 * answers are cached.
 */
async function readRows(graph: Graph, statement: Statement, before: string | undefined) {
  let follow = () => {};
  const rows = await graph.read<CatalogRow>(statement, {}, { onSeen: (seen) => (follow = seen) });
  const text = JSON.stringify(rows);
  if (text !== before) follow();
  return { rows, text };
}

/** Without a release, the catalog query returns no row, or one row of nulls. */
function loadedRows(rows: readonly CatalogRow[]): readonly CatalogRow[] {
  return rows.filter(({ id }) => id !== null);
}

function contentOf(rows: readonly CatalogRow[]): GraphContent {
  const measures = { generation: rows[0]?.generation ?? 0, writtenBy: rows[0]?.measuredBy ?? null };
  const postcodes = { generation: rows[0]?.postcodes ?? 0, writtenBy: rows[0]?.locatedBy ?? null };
  return { releases: loadedRows(rows), measures, postcodes };
}

function snapshotOf(rows: readonly CatalogRow[], text: string, known: KnownFacts): Snapshot | null {
  const releases = loadedRows(rows).map(toRelease);
  const live = releases.find(({ number }) => number === rows[0]?.live);
  const { generation, measuredBy = null, postcodes } = rows[0] ?? {};
  if (!live) return null;
  const content = createHash('sha256').update(text).digest('base64url');
  return { live, releases, generation: generation ?? 0, measuredBy, postcodes: postcodes ?? 0, known, content };
}

function toRelease(row: CatalogRow): ReleaseRow {
  const { live: _, generation: __, measuredBy: ___, postcodes: ____, locatedBy: _____, ...release } = row;
  return release;
}

function sameReleases(before: readonly CatalogRow[], after: readonly CatalogRow[]): boolean {
  return before.length === after.length && before.every(({ sha256 }, index) => sha256 === after[index]?.sha256);
}
