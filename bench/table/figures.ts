import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const PARTS = ['load', 'start', 'federation', 'graph', 'kinds', 'gateways'] as const;
export type PartName = (typeof PARTS)[number];
/** The server that our own graph is compared with. */
export const PEER = '@neo4j/graphql';
export type Unit = 'requests/s' | 's' | 'MB';

/** One measured figure. */
export interface Figure {
  /** What was asked or done. */
  readonly what: string;
  readonly server: string;
  /** The median of all rounds. */
  readonly value: number;
  readonly unit: Unit;
  /** The difference between the largest and the smallest round, of the median. */
  readonly noise: number;
  /** Milliseconds of CPU time per request; of a load, seconds of the program. */
  readonly cpu?: number;
  /** The same of the database. */
  readonly databaseCpu?: number;
  /** Milliseconds until the response, with the other connections busy. */
  readonly p50?: number;
  readonly p99?: number;
  /** Of a response. */
  readonly bytes?: number;
  /** Milliseconds of single requests, one after another: a tenth of them is faster than p10, and so on. */
  readonly times?: Readonly<Record<`p${number}`, number>>;
}

/** What one run measured of a part, and where. */
export interface PartFigures {
  readonly date: string;
  readonly commit: string;
  readonly node: string;
  readonly machine: string;
  /** The load average of a minute, before and after. */
  readonly load: { readonly before: number; readonly after: number };
  /** How it was measured: rounds, seconds and connections, or how often. */
  readonly how: string;
  /** The release or releases in the database. */
  readonly release: string;
  readonly figures: readonly Figure[];
}

export type AllFigures = Partial<Record<PartName, PartFigures>>;

/** The figures that the documents are made of. */
export const COMMITTED = join(__dirname, '../figures.json');

export function readFigures(file: string): AllFigures {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as AllFigures) : {};
}

export function writeFigures(file: string, figures: AllFigures): void {
  const ordered = Object.fromEntries(PARTS.flatMap((part) => (figures[part] ? [[part, figures[part]]] : [])));
  writeFileSync(file, `${JSON.stringify(ordered, null, 2)}\n`);
}

/** A figure of the same thing. */
export function sameIn(part: PartFigures | undefined, { what, server, unit }: Figure): Figure | undefined {
  return part?.figures.find((other) => other.what === what && other.server === server && other.unit === unit);
}

/** Three significant digits. */
export function short(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
