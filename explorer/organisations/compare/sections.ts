import type { MeasureInfo } from '../graphql/types';
import { LEVELS } from '../organisation/glance/words';
import { enumLabel } from '../text/format';
import * as cells from './cells';
import { toLine, type Cell, type Line } from './difference';
import { fieldOf, hasItems, measureLines } from './measures';
import type { Outgoing, Side, Sides } from './types';
import { HEADS, WORDS } from './words';

const VIEWS = ['Operation', 'Commissioning', 'Network', 'Geography', 'Constituency', 'Reporting', 'Direction'] as const;

/** A part of the comparison. */
export interface Section {
  readonly id: keyof typeof WORDS.sections;
  readonly lines: readonly Line[];
  /** What is said when it has no lines. */
  readonly none?: string;
}

type CellOf = (side: Side) => Cell;

/** Returns the lines of the comparison, part by part. */
export function sectionsOf(sides: Sides, measures: readonly MeasureInfo[]): readonly Section[] {
  return [
    { id: 'record', lines: recordLines(sides) },
    { id: 'belongs', lines: belongingLines(sides) },
    { id: 'below', lines: [...belowLines(sides), ...measureLines(sides, measures)] },
    { id: 'roles', lines: roleLines(sides), none: WORDS.noRoles },
    { id: 'relationships', lines: relationshipLines(sides), none: WORDS.noRelationships },
    { id: 'successions', lines: successionLines(sides) },
  ];
}

function lineOf({ before, after }: Sides, head: string, cell: CellOf): Line {
  return toLine(head, before && cell(before), after && cell(after));
}

function recordLines(sides: Sides): Line[] {
  const label = (value: string | null) => (value === null ? null : enumLabel(value));
  const lines: readonly (readonly [string, CellOf])[] = [
    [HEADS.name, cells.nameCell],
    [HEADS.open, cells.openCell],
    [HEADS.status, (side) => cells.published(label(side.status), side)],
    [HEADS.operational, ({ operational }) => cells.periodCell(operational)],
    [HEADS.legal, ({ legal }) => cells.periodCell(legal)],
    [HEADS.recordClass, (side) => cells.published(label(side.recordClass), side)],
    [HEADS.kinds, cells.kindsCell],
    [HEADS.address, cells.addressCell],
    [HEADS.uprn, (side) => cells.published(side.address?.uprn, side)],
    [HEADS.contacts, cells.contactsCell],
  ];
  return lines.map(([head, cell]) => lineOf(sides, head, cell));
}

/** Levels, networks and payee are always there; parents of a view only where one moment has any. */
function belongingLines(sides: Sides): Line[] {
  return [
    ...LEVELS.map(({ field, name }) => lineOf(sides, name, (side) => cells.levelCell(side, field))),
    lineOf(sides, HEADS.networks, cells.networksCell),
    lineOf(sides, HEADS.paid, cells.paidCell),
    ...VIEWS.map((view) => lineOf(sides, HEADS.parents(view), (side) => cells.parentsCell(side, view))).filter(
      hasItems,
    ),
  ];
}

function belowLines(sides: Sides): Line[] {
  const isNetwork = [sides.before, sides.after].some((side) => side?.kinds.includes('PCN'));
  return VIEWS.flatMap((view) => {
    const count = (side: Side) => Number(fieldOf(side, `children${view}`));
    if (![sides.before, sides.after].some((side) => side && count(side) > 0)) return [];
    const head = view === 'Network' && isNetwork ? HEADS.members : HEADS.children(view);
    return [lineOf(sides, head, (side) => cells.countCell(count(side), side))];
  });
}

function roleLines({ before, after }: Sides): Line[] {
  const keyOf = ({ uniqueRoleId, role }: Side['roles'][number]) => `${uniqueRoleId} ${role.code}`;
  const headOf = ({ role }: Side['roles'][number]) => `${role.name} (${role.code})`;
  return listLines({ before, after }, ({ roles }) => roles, { keyOf, headOf, cellOf: cells.roleCell });
}

function relationshipLines(sides: Sides): Line[] {
  const keyOf = ({ uniqueRelId, type, target }: Outgoing) => `${uniqueRelId} ${type.code} ${target.code}`;
  const nameOf = ({ name, code }: Outgoing['target']) => (name === code ? code : `${name} ${code}`);
  const headOf = ({ type, target }: Outgoing) => `${type.name} ${nameOf(target)}`;
  return listLines(sides, ({ relationships }) => relationships.nodes, {
    keyOf,
    headOf,
    cellOf: cells.relationshipCell,
  });
}

interface ListOf<Entry> {
  /** Entries of both moments with equal keys are the same entry. */
  keyOf(entry: Entry): string;
  headOf(entry: Entry): string;
  cellOf(entry: Entry, side: Side): Cell;
}

/** Returns one line for each entry of either moment: those of the second one in their order, then what only the first one has. */
function listLines<Entry>(
  { before, after }: Sides,
  entriesOf: (side: Side) => readonly Entry[],
  { keyOf, headOf, cellOf }: ListOf<Entry>,
): Line[] {
  const [old, now] = [before, after].map((side) => new Map(numbered(side ? entriesOf(side) : [], keyOf)));
  const keys = [...new Set([...now!.keys(), ...old!.keys()])];
  const cellIn = (side: Side | null, entry: Entry | undefined) =>
    side && (entry === undefined ? cells.absentCell(side) : cellOf(entry, side));
  return keys.map((key) => {
    const [was, is] = [old!.get(key), now!.get(key)];
    return toLine(headOf((is ?? was) as Entry), cellIn(before, was), cellIn(after, is), key);
  });
}

/** Pairs entries with their keys; of several with one key, the second has the number 2. */
function numbered<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): [string, Entry][] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const count = (seen.get(keyOf(entry)) ?? 0) + 1;
    seen.set(keyOf(entry), count);
    return [`${keyOf(entry)} ${count}`, entry];
  });
}

function successionLines(sides: Sides): Line[] {
  return [
    lineOf(sides, HEADS.predecessors, (side) => cells.successionsCell(side.predecessors, side)),
    lineOf(sides, HEADS.successors, (side) => cells.successionsCell(side.successors, side)),
  ];
}
