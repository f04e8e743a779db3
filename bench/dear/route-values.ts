import type { ReleaseFacts } from '../support/dear-operations';
import type { FileBody, MakeFile } from './route-request';
import { dayOf } from './route-request';

/** What random requests are made of. */
export interface RouteMaterial extends Omit<ReleaseFacts, 'measure'> {
  readonly usual: readonly string[];
  readonly closed: readonly string[];
  readonly roles: readonly string[];
  readonly types: readonly string[];
  readonly links: readonly string[];
  readonly random: () => number;
}

const WORDS = [
  'a',
  'e',
  's',
  'the',
  'surgery',
  'hospital',
  'pharmacy',
  'medcal',
  'centr',
  'heatlh',
  'mill',
  'zz1',
  'zz',
];

/** Makes the values of parameters and bodies. A text has at most 1,000 characters. */
export class RouteValues {
  constructor(readonly material: RouteMaterial) {}

  chance = (likelihood: number): boolean => this.material.random() < likelihood;
  count = (max: number): number => Math.floor(this.material.random() * max);
  pick = <Item>(list: readonly Item[]): Item => list[this.count(list.length)]!;

  code = (): string => {
    const { large, hubs, usual, closed } = this.material;
    return this.pick(this.pick([large, hubs, hubs.slice(0, 20), usual, closed]));
  };

  day = (): string => (this.chance(0.2) ? this.pick(['1901-01-01', '2099-01-01']) : `day ${this.count(4_200)}`);
  release = (): string => this.pick([this.material.older, this.material.newer]);
  word = (): string => this.pick(WORDS);
  texts = (): string => (this.chance(0.7) ? this.word() : filled(() => this.word(), ' '));
  unknownWord = (): string => Array.from({ length: 4 + this.count(5) }, () => this.pick([...'aeiorstlnmp'])).join('');

  /** As many values as one parameter takes. */
  list = (make: () => string): string => {
    const most = this.pick([1, 3, 1_000]);
    return most === 1_000 ? filled(make, ',') : Array.from({ length: most }, make).join(',');
  };

  bounds = (): string =>
    this.list(() =>
      this.pick(['lt1900-01-01', `lt19${10 + this.count(89)}-01-01`, 'ge2000-01-01', `ne${dayOf(this.count(4_200))}`]),
    );
}

const MAX_CHARACTERS = 1_000;

function filled(make: () => string, separator: string): string {
  const values: string[] = [];
  for (let length = 0; length < MAX_CHARACTERS - 20; length += values.at(-1)!.length + 1) values.push(make());
  return values.join(separator).slice(0, MAX_CHARACTERS - 1);
}

type Shape = (values: RouteValues, rows: number, run: number) => string;

const HEADING = 'code,day';

/** The files of enrichments, each about as large as its rows say. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  'codes on many days': (values, rows, run) => csv(rows, (row) => `${values.code()},${dayOf(row * 7 + run)}`),
  'unknown codes': (values, rows) => csv(rows, (row) => `${values.unknownWord()}${row},2020-01-01`),
  'damaged codes': (values, rows) => csv(rows, () => `${values.count(9)}.00E+0${values.count(9)},44000`),
  'long rows': (values, rows) => csv(Math.ceil(rows / 500), () => `${values.code()},"${'x""'.repeat(2_000)}"`),
  'wide heading': (values, rows) => `${HEADING}${',x'.repeat(16_000)}\n${`${values.code()}\n`.repeat(rows)}`,
  'quoted cells': (_, rows) => `"code",day\n${'"A",""\n'.repeat(rows)}`,
  'cells of one row': (_, rows) => `"co\nde"${',x'.repeat(Math.min(500_000, rows * 20))}\n`,
  'empty lines': (_, rows) => `${HEADING}\n${'\n'.repeat(rows * 20)}`,
};

/** Returns what makes files, which are kept: making one takes longer than sending it. */
export function fileMaker(values: RouteValues): MakeFile {
  return ({ shape, rows }: FileBody, run) => SHAPES[shape]!(values, rows, run);
}

function csv(rows: number, row: (at: number) => string): string {
  return `${HEADING}\n${Array.from({ length: rows }, (_, at) => row(at)).join('\n')}\n`;
}
