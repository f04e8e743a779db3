import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { bodyOf, type Asked, type Channel, type Service } from './channel';
import { joined, type Answers, type Facts } from './facts';

/** The facts by the columns that say them. */
const COLUMNS: Readonly<Partial<Record<string, keyof Facts>>> = {
  name: 'name',
  kind: 'kind',
  isActive: 'isActive',
  parent: 'parent',
  subIcb: 'subIcb',
  icb: 'icb',
  region: 'region',
  commissioner: 'commissionerLevel',
  commissioningSystem: 'system',
  network: 'network',
  payee: 'payee',
  successor: 'successor',
  postcode: 'postcode',
};
const ADD = Object.keys(COLUMNS).join(',');

const csvOf = (codes: readonly string[], { date }: Asked) =>
  ['code,day', ...codes.map((code) => `${code},${date}`)].join('\n');

const toFacts = (row: Readonly<Record<string, unknown>>): Partial<Facts> =>
  Object.fromEntries(
    Object.entries(COLUMNS).map(([column, fact]) => {
      const value = row[column] ?? '';
      const text = Array.isArray(value) ? joined(value as string[]) : String(value as string | boolean);
      return [fact, text.replace(/^'(?=[=+\-@])/, '')];
    }),
  );

function answersIn(csv: string): Answers {
  const rows = parse(csv, { columns: true }) as unknown as Record<string, string>[];
  return new Map(rows.map((row) => [row.code!, toFacts(row)]));
}

/** A file with a column of days. */
export const enrichCsv =
  ({ url }: Service): Channel =>
  async (codes, asked) => {
    const query = `add=${ADD}&dateColumn=day&basis=${asked.basis}&release=${asked.release}`;
    const headers = { 'content-type': 'text/csv' };
    const body = csvOf(codes, asked);
    return answersIn(await bodyOf(await fetch(`${url}/enrich?${query}`, { method: 'POST', headers, body })));
  };

/** A file without days. */
export const enrichNdjson =
  ({ url }: Service): Channel =>
  async (codes, { date, basis, release }) => {
    const query = `add=${ADD}&date=${date}&basis=${basis}&release=${release}`;
    const headers = { 'content-type': 'application/x-ndjson' };
    const body = codes.map((code) => `${JSON.stringify({ code })}\n`).join('');
    const text = await bodyOf(await fetch(`${url}/enrich?${query}`, { method: 'POST', headers, body }));
    const rows = text.split('\n').filter(Boolean);
    return new Map(
      rows.map((line) => {
        const row = JSON.parse(line) as Record<string, unknown> & { code: string };
        return [row.code, toFacts(row)];
      }),
    );
  };

/** `ods-graph enrich` on the graph itself. */
export const enrichCommand =
  ({ command }: Service): Channel =>
  (codes, asked) =>
    inFile('codes.csv', csvOf(codes, asked), async (file) => {
      const moment = ['--date-column', 'day', '--basis', asked.basis, '--release', asked.release];
      return answersIn(await command(['enrich', file, ...moment, '--add', ADD]));
    });

/** Writes a text to a file of its own, which is removed afterwards. */
export async function inFile<T>(name: string, text: string, use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-channels-'));
  try {
    writeFileSync(join(folder, name), text);
    return await use(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
