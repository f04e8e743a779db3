import { body, type Body } from './bodies';
import type { Span } from './draft';
import type { Setting } from './setting';

/**
 * Who commissioned what, when: the reforms of the invented country. Groups 1999, trusts (PCT) 2002, clinical groups
 * (CCG) 2013 and their mergers in 2021, boards (ICB) in 2022, and, known from the second release only, the merger of
 * two boards and the split of a third on 1 July 2024. Numbers count from 0: Sub ICB Location 0 is ZXS001.
 */
export interface Tenure extends Span {
  readonly target: Body;
}

export const CCG_START = '2013-04-01';
export const MERGED = '2021-04-01';
export const REORGANISED = '2024-07-01';
const DAY_BEFORE = '2024-06-30';

/** Boards 39 and 40 (ZXI40, ZXI41) became 42 (ZXI43); board 41 (ZXI42) was split into 43 and 44 (ZXI44, ZXI45). */
export const MERGING_BOARDS = [39, 40] as const;
export const MERGED_BOARD = 42;
export const SPLIT_BOARD = 41;
export const SPLIT_BOARDS = [43, 44] as const;
/** The Sub ICB Location that ended with the split; its practices went two ways. */
export const DISSOLVED = 83;
export const DISSOLVED_INTO = [41, 106] as const;

/** Region of a board, all the time: a merged or split board stays in the region of its predecessor. */
export function regionOfBoard(board: number): number {
  if (board === MERGED_BOARD) return MERGING_BOARDS[0] % 7;
  if (board > MERGED_BOARD) return SPLIT_BOARD % 7;
  return board % 7;
}

/** The boards that one of the 42 places belonged to since a day; `half` decides between the parts of a split. */
export function boards(place: number, setting: Setting, since: string, half: number): Tenure[] {
  const successor = MERGING_BOARDS.some((board) => board === place)
    ? MERGED_BOARD
    : place === SPLIT_BOARD
      ? SPLIT_BOARDS[half % 2]
      : undefined;
  if (setting.release === 1 || successor === undefined) return [{ target: body('icb', place), start: since }];
  return [
    { target: body('icb', place), start: since, end: DAY_BEFORE },
    { target: body('icb', successor), start: REORGANISED },
  ];
}

/** The board of a Sub ICB Location by number. */
export const boardOf = (sicbl: number): number => (sicbl === 106 ? SPLIT_BOARDS[1] : sicbl % 42);

/** Sub ICB Locations 4, 9, 14 … were made in 2021 of two clinical groups each. */
export function mergedFrom(sicbl: number): readonly [number, number] | undefined {
  return sicbl % 5 === 4 && sicbl < 105 ? [((sicbl - 4) / 5) * 2, ((sicbl - 4) / 5) * 2 + 1] : undefined;
}

/** Clinical group 42 (ZXK43) was split in 2015 into 102 and 103 (ZXS103, ZXS104). */
export const SPLIT_GROUP = 42;
export const SPLIT_GROUP_INTO = [102, 103] as const;
export const GROUP_SPLIT = '2015-04-01';
const cameOfSplit = (sicbl: number) => SPLIT_GROUP_INTO.some((part) => part === sicbl);

/** Since when the record of a Sub ICB Location exists, as a clinical group at first. */
export function sicblOpened(sicbl: number): string {
  if (sicbl === 106) return REORGANISED;
  if (mergedFrom(sicbl)) return MERGED;
  return cameOfSplit(sicbl) ? GROUP_SPLIT : CCG_START;
}

/** Commissioners of a practice or network of a Sub ICB Location since 2013; `half` tells which part it was in. */
export function commissioners(sicbl: number, setting: Setting, half: number): Tenure[] {
  const merged = mergedFrom(sicbl);
  const opened = sicblOpened(sicbl);
  const tenures: Tenure[] = [];
  if (merged) tenures.push({ target: body('ccg', merged[half % 2]!), start: CCG_START, end: '2021-03-31' });
  if (cameOfSplit(sicbl)) tenures.push({ target: body('ccg', SPLIT_GROUP), start: CCG_START, end: '2015-03-31' });
  if (sicbl !== DISSOLVED || setting.release === 1)
    return [...tenures, { target: body('sicbl', sicbl), start: opened }];
  return [
    ...tenures,
    { target: body('sicbl', sicbl), start: opened, end: DAY_BEFORE },
    { target: body('sicbl', DISSOLVED_INTO[half % 2]!), start: REORGANISED },
  ];
}

/** Commissioners before 2013 of the same area: a primary care group, then a primary care trust. */
export function earlierCommissioners(sicbl: number, half: number): Tenure[] {
  const pct = sicbl % 76;
  const group = pct < 14 && half % 2 === 1 ? pct + 76 : pct;
  return [
    { target: body('group', group), start: '1999-04-01', end: '2002-03-31' },
    { target: body('pct', pct), start: '2002-04-01', end: '2013-03-31' },
  ];
}

/** The Sub ICB Location of a network number; practices 5n to 5n + 4 are of network n. ZXS001 is the large one. */
export function sicblOfNetwork(network: number): number {
  return network >= 106 && network < 130 ? 0 : network % 106;
}

/** London's reporting entities belong to these boards since 2024-04-01, Frimley's (the last) since 2024-07-01. */
export const ENTITY_BOARDS = [0, 7, 14, 21, 28, 8] as const;
export const entityStart = (entity: number): string => (entity === 5 ? REORGANISED : '2024-04-01');

/** The reporting entity of a Sub ICB Location, as far as the release knows. */
export function entityOf(sicbl: number, setting: Setting): number | undefined {
  const entity = ENTITY_BOARDS.findIndex((board) => board === boardOf(sicbl));
  return entity === -1 || (entity === 5 && setting.release === 1) ? undefined : entity;
}
