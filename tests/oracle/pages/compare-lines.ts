import { belongsTo } from '../belongs-to';
import { chosenValue } from '../chosen-value';
import { linksOf, periodsOn, rolesOf } from '../comparison/expected-values';
import { active, isCalendarDay } from '../dates';
import { children, entry, isActive, kinds, networks, parents, type Moment } from '../hierarchy';
import { belongsToLevel } from '../levels';
import { total } from '../measures';
import { payment } from '../payment';
import { predecessors, successors } from '../succession';
import { at, noNetworkText, noPayeeText, RULES } from './belonging';
import type { Measured } from './network';
import { openText, uprn, type CodeNames } from './record';
import { day, label, named, number, oneLine, periodsAt, whyMissing } from './words';

/** A value of one moment: its text, and what makes it the same as a value of the other moment. */
export interface Value {
  readonly text: string;
  readonly key: string;
  /** The code of the organisation that it links to. */
  readonly to?: string;
}

/** What one moment has of a line: values, or the text that says that there are none. */
export interface Values {
  readonly values: readonly Value[];
  readonly none: string;
  /** What is said after the values. */
  readonly note?: string;
}

/** A line of a moment: the table that it is in, what it is about, and what it is known by. */
export interface SideLine extends Values {
  readonly table: string;
  readonly head: string;
  readonly key: string;
  /** Whether it is left out if neither moment has a value other than 0. */
  readonly isOptional: boolean;
}

/** What is known of a moment beside the release. */
export interface SideSources {
  readonly names: CodeNames;
  readonly measure: Measured | null;
}

const VIEWS = ['OPERATION', 'COMMISSIONING', 'NETWORK', 'GEOGRAPHY', 'CONSTITUENCY', 'REPORTING', 'DIRECTION'] as const;
const TABLES = {
  record: 'Record',
  belongs: 'Where it belongs',
  below: 'What is below it, and measures',
  roles: 'Roles',
  links: 'Relationships to others',
  successions: 'Predecessors and successors',
};

/** The table and key of the line that counts what is below by network. */
export const BELOW_NETWORK = `${TABLES.below} Directly below it: network`;

const one = (text: string, key = text): Value => ({ text, key });
const texts = (all: readonly string[]): Value[] => all.filter((text) => text !== '').map((text) => one(text));

/** Returns every line that one moment may have, with its values. */
export function sideLines(on: Moment, code: string, { names, measure }: SideSources): SideLine[] {
  return [
    ...recordLines(on, code),
    ...belongingLines(on, code),
    ...belowLines(on, code),
    ...(measure === null ? [] : measureLines(on, code, measure)),
    ...roleLines(on, code, names),
    ...linkLines(on, code, names),
    ...successionLines(on, code),
  ];
}

function lineIn(table: keyof typeof TABLES, isOptional = false) {
  return (head: string, values: readonly Value[], none: string, key = head): SideLine => ({
    ...{ table: TABLES[table], head, key, values, none, isOptional },
  });
}

function recordLines(on: Moment, code: string): SideLine[] {
  const of = entry(on, code);
  const line = lineIn('record');
  const none = `None in the release of ${day(on.release.id)}`;
  const open = openText(on, code);
  const lines = ['AddrLn1', 'AddrLn2', 'AddrLn3', 'Town', 'County', 'PostCode', 'Country'].map((part) =>
    oneLine(of.address?.[part] ?? ''),
  );
  const address = lines.filter((text) => text !== '').join(' / ');
  return [
    line('Name', [one(oneLine(of.name))], ''),
    line('Open or closed', [one(open, open.replace(` on ${day(on.date)}`, ''))], ''),
    line('Published status', texts([of.status === null ? '' : label(of.status)]), none),
    line(
      'Operational dates',
      texts([of.operational.length > 0 ? periodsAt({ ...of, legal: [] }, on.date) : '']),
      'None published',
    ),
    line(
      'Legal dates',
      texts([of.legal.length > 0 ? periodsAt({ operational: of.legal, legal: [] }, on.date) : '']),
      'None published',
    ),
    line('Record class', texts([of.recordClass === null ? '' : label(of.recordClass)]), none),
    line('Kinds', [one(kinds(on, code).map(label).join(', '))], ''),
    line('Address', texts([address]), none),
    line('UPRN', texts([uprn(of.address) ?? '']), none),
    line('Contacts', texts(of.contacts.map(({ type, value }) => `${label(type.toUpperCase())}: ${value}`)), none),
  ];
}

/** An organisation with its name and whether it is open: another moment may show the same code differently. */
const linked = (on: Moment, code: string, more = ''): Value => ({
  text: `${named(on, code)}${more}`,
  key: `${code} ${more}`,
  to: code,
});

function belongingLines(on: Moment, code: string): SideLine[] {
  const line = lineIn('belongs');
  const level = (name: string, { organisations, reason, stoppedAt }: ReturnType<typeof belongsToLevel>) =>
    line(
      name,
      organisations.map((each) => linked(on, each)),
      `None: ${whyMissing(reason ?? '', stoppedAt === code)}${at(on, stoppedAt, code)}`,
    );
  const { payees, reason, stoppedAt } = payment(on, code);
  const nobody = reason === null ? '' : noPayeeText(on, reason, stoppedAt!, code) + at(on, stoppedAt, code);
  return [
    level('Sub ICB Location, CCG or PCT', belongsToLevel(on, code, 'COMMISSIONER', 'REPORTING')),
    level('ICB or STP', belongsToLevel(on, code, 'COMMISSIONING_SYSTEM', 'REPORTING')),
    level('Region', belongsTo(on, code, 'REGION', 'REPORTING')),
    line(
      'Networks',
      networks(on, code).map((each) => linked(on, each)),
      noNetworkText(on, code),
    ),
    {
      ...line(
        'Paid',
        payees.map((payee) =>
          payee.code === code ? one(`Itself: ${RULES[payee.rule]}`) : linked(on, payee.code, `: ${RULES[payee.rule]}`),
        ),
        `Nobody is named: ${nobody}`,
      ),
      ...(nobody === '' ? {} : { note: `No further payee: ${nobody}` }),
    },
    ...VIEWS.map((view) =>
      lineIn('belongs', true)(
        `Parents: ${view.toLowerCase()}`,
        parents(on, code, view).map((each) => linked(on, each)),
        `None on ${day(on.date)}`,
      ),
    ),
  ];
}

function belowLines(on: Moment, code: string): SideLine[] {
  return VIEWS.map((view) => {
    const count = children(on, code, view).length;
    const text = `${count} open on ${day(on.date)}`;
    return lineIn('below', true)(`Directly below it: ${view.toLowerCase()}`, [one(text, String(count))], '');
  });
}

const MISSING_VALUES: Readonly<Record<string, string>> = {
  NO_VALUE: 'no value is loaded for it',
  NOT_YET: 'all its values are of later days',
  TOO_OLD: 'no value of the last 12 months',
  SPLIT: 'no value of its own: its predecessor has several successors',
  MERGED: 'no value of its own: its successor has several predecessors',
  SUCCEEDED: 'counted in the value of its successor',
};

function measureLines(on: Moment, code: string, { name, unit, values }: Measured): SideLine[] {
  const line = lineIn('below', true);
  const own = chosenValue(on, values, code, { day: on.date, months: 12 });
  const sum = total(on, code, values, { view: 'NETWORK' });
  const who = `${sum.counted} ${sum.counted === 1 ? 'organisation' : 'organisations'}`;
  const rest = sum.missing.length === 0 ? '' : `; ${sum.missing.length} without a value`;
  const days = sum.dates.map(day).join(' and ');
  const sumText = `${number(sum.value)} ${unit} of ${who}, ${days}${rest}`;
  return [
    line(
      name,
      own.value === null ? [] : [one(`${number(own.value)} ${unit}, ${day(own.dates.at(-1)!)}`)],
      MISSING_VALUES[own.reason ?? ''] ?? '',
    ),
    line(
      `${name}: it and what is below it by network`,
      sum.counted === 0 ? [] : [one(sumText)],
      'No value within 12 months of the day',
    ),
  ];
}

/** Numbers lines with one key, so that the second is known as the second. */
function numbered(lines: readonly SideLine[]): SideLine[] {
  return lines.map((line, at) => {
    const before = lines.slice(0, at).filter(({ key }) => key === line.key).length;
    return { ...line, key: `${line.key} ${before + 1}` };
  });
}

function roleLines(on: Moment, code: string, names: CodeNames): SideLine[] {
  const held = entry(on, code).roles;
  const inOrder = rolesOf(on, code, true).map((shown) =>
    held.find(
      (role) => role.id === shown.id && role.code === shown.role.code && same(periodsOn(role, on.date), shown),
    )!,
  );
  return numbered(
    inOrder.map((role) => {
      const text = `${periodsAt(role, on.date)}${role.isPrimary ? ', primary role' : ''}`;
      const state = `${active(role, on) ? 'held' : 'not held'} on ${day(on.date)}`;
      const value = one(`${text}; ${state}`, `${text} ${active(role, on)}`);
      return lineIn('roles')(
        `${names.get(role.code) ?? role.code} (${role.code})`,
        [value],
        '',
        `${role.id} ${role.code}`,
      );
    }),
  );
}

const same = (a: ReturnType<typeof periodsOn>, b: ReturnType<typeof periodsOn>) =>
  JSON.stringify([a.operational, a.legal]) === JSON.stringify([b.operational, b.legal]);

function linkLines(on: Moment, code: string, names: CodeNames): SideLine[] {
  const links = linksOf(on, code, { direction: 'UP', includeInactive: true });
  return numbered(
    links.map((link) => {
      const { type, target } = link;
      const name = oneLine(entry(on, target).name);
      const dates = periodsAt(link, on.date);
      const state = `${active(link, on) ? 'holds' : 'does not hold'} on ${day(on.date)}`;
      const head = `${names.get(type) ?? type} ${name === target ? target : `${name} ${target}`}`;
      const value = one(`${dates}; ${state}`, `${dates} ${active(link, on)}`);
      return lineIn('links')(head, [value], '', `${link.id} ${type} ${target}`);
    }),
  );
}

function successionLines(on: Moment, code: string): SideLine[] {
  const none = `None in the release of ${day(on.release.id)}, on any day`;
  const when = (date: string | null) =>
    date === null || !isCalendarDay(date) ? ', without a date' : `, in effect from ${day(date)}`;
  const line = lineIn('successions');
  return [
    line(
      'Predecessors',
      predecessors(on, code).map((each) => linked(on, each.predecessor, when(each.date))),
      none,
    ),
    line(
      'Successors',
      successors(on, code).map((each) => linked(on, each.successor, when(each.date))),
      none,
    ),
  ];
}

/** The key of a value, with how its organisation is shown: the name, and whether it is open. */
export const shownAs = (on: Moment, { key, to }: Value): string =>
  to === undefined ? key : `${key} ${entry(on, to).name} ${isActive(on, to)}`;
