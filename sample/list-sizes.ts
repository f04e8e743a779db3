import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SampleRecord } from './record';
import { buildWorld } from './world';

/** The first of a month, as list sizes are published. */
export const LIST_SIZE_DATES = ['2024-06-01', '2024-09-01'] as const;

/** What the figures are called when they are loaded. */
export const LIST_SIZES = {
  id: 'gp-list-size',
  name: 'Patients registered at a GP practice',
  unit: 'patients',
  source: 'Invented, with the sample',
} as const;

export const LIST_SIZE_FILE = 'gp-list-size.csv';
const HEADING = 'EXTRACT_DATE,CODE,NUMBER_OF_PATIENTS';
const MONTHS: Readonly<Record<string, string>> = { '06': 'JUN', '09': 'SEP' };
/** One practice in so many has no figure. */
const WITHOUT = 37;

/** Writes the list sizes of the invented practices into a folder, in the shape of the real publication; answers the path. */
export async function writeListSizes(folder: string, { scale = 1 }: { readonly scale?: number } = {}): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, LIST_SIZE_FILE);
  const lines = [HEADING, ...listSizes(scale)];
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

/** The lines of both dates by code; the patients of none at the end of each. */
function* listSizes(scale: number): Generator<string> {
  const practices = [...buildWorld({ scale, release: 2 })].filter(isPractice);
  for (const [at, date] of LIST_SIZE_DATES.entries()) {
    const [year, month = '', day] = date.split('-');
    const extract = `${day}${MONTHS[month]}${year}`;
    const open = practices.filter((practice) => isOpen(practice, date));
    for (const { code } of open) {
      const number = numberOf(code ?? '');
      if (number % WITHOUT !== 0) yield `${extract},${code},${1_500 + (number % 12_000) + at * (number % 90)}`;
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

/** A number that a code always has: spread widely, the same on every machine. */
function numberOf(code: string): number {
  let number = 0;
  for (const character of code) number = (number * 131 + character.charCodeAt(0) * 7_919) % 1_000_003;
  return number;
}
