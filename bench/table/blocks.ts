import { dayRows, PER_SECOND, withCdn, withData, type Sized } from '../scale/scenarios';
import { PARTS, PEER, type AllFigures, type Figure, type PartFigures, type PartName } from './figures';
import { markdownTable } from './markdown';
import { aboutRun, percent } from './table';

/** The generated blocks of the documents, by name. Those of PARTS begin with where and when they were measured. */
export const BLOCKS: Readonly<Record<string, (figures: AllFigures) => string>> = {
  ...Object.fromEntries(PARTS.map((part) => [part, (all: AllFigures) => measuredBlock(part, all[part])])),
  'scale-cdn': cdnBlock,
  'scale-data': dataBlock,
  'scale-day': () =>
    `Of ${PER_SECOND.toLocaleString('en-GB')} requests a second:\n\n` +
    markdownTable(['share', 'question', 'a CDN may keep it'], dayRows()),
};

function measuredBlock(part: PartName, measured: PartFigures | undefined): string {
  if (!measured) return `Not measured yet: \`npm run bench -- --only ${part} --save\`.`;
  return `Measured on ${aboutRun(measured)}.\n\n${TABLES[part](measured.figures)}`;
}

const TABLES: Readonly<Record<PartName, (figures: readonly Figure[]) => string>> = {
  load: (figures) =>
    markdownTable(
      ['', 'figure', 'CPU of the loader'],
      figures.map((each) => [each.what, amount(each), each.cpu ? `${each.cpu.toFixed(1)} s` : '']),
    ),
  start: (figures) =>
    markdownTable(
      ['', 'figure', 'noise'],
      figures.map((each) => [each.what, amount(each), percent(each.noise)]),
    ),
  federation: federationTable,
  graph: graphTable,
  kinds: kindsTable,
  gateways: (figures) =>
    markdownTable(
      ['', 'gateways', 'figure', 'noise', 'CPU, ms', 'CPU of the database, ms'],
      figures.map((each) => [
        each.what,
        each.server,
        amount(each),
        percent(each.noise),
        ms(each.cpu),
        ms(each.databaseCpu),
      ]),
    ),
};

const amount = ({ value, unit }: Figure) =>
  `${value >= 100 ? Math.round(value).toLocaleString('en-GB') : Number(value.toPrecision(3))} ${unit}`;
const ms = (value: number | undefined) => (value === undefined ? '' : value.toFixed(value < 10 ? 2 : 1));
const perCore = ({ cpu }: Figure) => (cpu ? 1_000 / cpu : '');

function federationTable(figures: readonly Figure[]): string {
  const ours = figures[0]!;
  return markdownTable(
    ['server', 'requests/s', 'noise', 'p50, ms', 'p99, ms', 'CPU, ms', 'CPU to ours', 'requests/s by CPU'],
    figures.map((each) => [
      ...[each.server, each.value, percent(each.noise), ms(each.p50), ms(each.p99), ms(each.cpu)],
      ...[ms(each.cpu! / ours.cpu!), perCore(each)],
    ]),
  );
}

function graphTable(figures: readonly Figure[]): string {
  const peer = (what: string) => figures.find((each) => each.what === what && each.server === PEER)!;
  return markdownTable(
    ['query', 'server', 'requests/s', 'noise', 'of the peer', 'p50, ms', 'p99, ms', 'CPU, ms', 'CPU of Neo4j, ms'],
    figures.map((each) => [
      ...[each.what, each.server, each.value, percent(each.noise), ms(each.value / peer(each.what).value)],
      ...[ms(each.p50), ms(each.p99), ms(each.cpu), ms(each.databaseCpu)],
    ]),
  );
}

function kindsTable(figures: readonly Figure[]): string {
  return markdownTable(
    ['question', 'bytes', 'requests/s', 'noise', 'CPU, ms', 'CPU of Neo4j, ms', 'alone: p50, ms', 'p99, ms'],
    figures.map((each) => [
      ...[each.what, each.bytes ?? '', each.value, percent(each.noise), ms(each.cpu), ms(each.databaseCpu)],
      ...[ms(each.times?.p50), ms(each.times?.p99)],
    ]),
  );
}

const isSimulated = (figures: AllFigures) => Boolean(figures.kinds && figures.federation);
const NOT_SIMULATED = 'Not simulated yet, because nothing was measured.';
const sizeCells = ({ gateways, busy, p50, p99, databaseCores, databaseBusy }: Sized) => [
  ...[gateways, percent(busy), ms(p50), ms(p99), databaseCores, percent(databaseBusy)],
];
const SIZE_COLUMNS = ['gateways', 'busy', 'p50, ms', 'p99, ms', 'cores of Neo4j', 'Neo4j busy'];

function cdnBlock(figures: AllFigures): string {
  if (!isSimulated(figures)) return NOT_SIMULATED;
  const rows = [0, 0.5, 0.8, 0.95].map((share) => ({ share, size: withCdn(figures, share) }));
  return markdownTable(
    ['the CDN answers', 'requests/s at the gateways', ...SIZE_COLUMNS],
    rows.map(({ share, size }) => [percent(share), size.perSecond, ...sizeCells(size)]),
  );
}

function dataBlock(figures: AllFigures): string {
  if (!isSimulated(figures)) return NOT_SIMULATED;
  const sizes = [
    [1, 560],
    [1, 256],
    [10, 5_600],
    [10, 2_000],
    [10, 560],
  ].map(([times, mb]) => withData(figures, times!, mb!));
  return markdownTable(
    ['organisations', 'all facts, MB', '`CACHE_BYTES`, MB', 'facts not cached', ...SIZE_COLUMNS],
    sizes.map((size) => [
      ...[size.organisations, size.factsMb, size.cacheMb, `${(size.misses * 100).toFixed(1)} %`],
      ...sizeCells(size),
    ]),
  );
}
