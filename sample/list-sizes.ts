import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../make-folder';
import type { SampleRecord } from './record';
import { generateRecords } from './generate-records';

/** Extract dates: list sizes are published for the first of a month. */
export const LIST_SIZE_DATES = ['2024-06-01', '2024-09-01'] as const;

/** Id, name, unit and source of the measure. */
export const LIST_SIZES = {
  id: 'gp-list-size',
  name: 'Patients registered at a GP practice',
  unit: 'patients',
  source: 'Invented, with the sample',
} as const;

export const LIST_SIZE_FILE = 'gp-list-size.csv';
const HEADING = 'EXTRACT_DATE,CODE,NUMBER_OF_PATIENTS';
const MONTHS: Readonly<Record<string, string>> = { '06': 'JUN', '09': 'SEP' };
/** One practice in 37 has no figure. */
const MISSING_EVERY = 37;

/** Writes the list sizes of the sample's practices as CSV in the format of the real publication. Returns the path. */
export async function writeListSizes(folder: string, { scale = 1 }: { readonly scale?: number } = {}): Promise<string> {
  makeFolder(folder);
  const path = join(folder, LIST_SIZE_FILE);
  const lines = [HEADING, ...listSizes(scale)];
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

/** Yields the lines of both dates by code. The last line of each date counts patients without a practice (code U). */
function* listSizes(scale: number): Generator<string> {
  const practices = [...generateRecords({ scale, release: 2 })].filter(isPractice);
  for (const [at, date] of LIST_SIZE_DATES.entries()) {
    const [year, month = '', day] = date.split('-');
    const extract = `${day}${MONTHS[month]}${year}`;
    const open = practices.filter((practice) => isOpen(practice, date));
    for (const { code } of open) {
      const number = numberOf(code ?? '');
      if (number % MISSING_EVERY !== 0) yield `${extract},${code},${1_500 + (number % 12_000) + at * (number % 90)}`;
    }
    yield `${extract},U,${4_000 + at}`;
  }
}

function isPractice({ code, refOnly, recordClass, roles }: SampleRecord): boolean {
  const holds = (role: string) => roles.some(({ id }) => id === role);
  return code !== null && refOnly !== true && recordClass === 'RC1' && holds('RO177') && holds('RO76');
}

function isOpen({ dates }: SampleRecord, date: string): boolean {
  return dates.some(({ start = '', end = '9999-12-31' }) => start <= date && date <= end);
}

/** A deterministic, widely spread number for a code. */
function numberOf(code: string): number {
  let number = 0;
  for (const character of code) number = (number * 131 + character.charCodeAt(0) * 7_919) % 1_000_003;
  return number;
}
