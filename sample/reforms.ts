import { organisation, type OrganisationRef } from './organisations';
import type { Span } from './draft';
import type { SampleSettings } from './settings';

/**
 * The commissioning history of the sample: primary care groups from 1999, primary care trusts (PCT) from 2002, clinical
 * groups (CCG) from 2013 with mergers in 2021, boards (ICB) from 2022. The second release adds the merger of two boards
 * and the split of a third on 1 July 2024. Indexes count from 0: Sub ICB Location 0 is ZXS001.
 */
export interface DatedTarget extends Span {
  readonly target: OrganisationRef;
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
/** The Sub ICB Location that ended with the split; its practices moved to these two. */
export const DISSOLVED = 83;
export const DISSOLVED_INTO = [41, 106] as const;

/** Region of a board. A merged or split board stays in the region of its predecessor. */
export function regionOfBoard(board: number): number {
  if (board === MERGED_BOARD) return MERGING_BOARDS[0] % 7;
  if (board > MERGED_BOARD) return SPLIT_BOARD % 7;
  return board % 7;
}

/** The boards of one of the 42 areas since a date. An even or odd `half` selects one part of a split. */
export function boards(area: number, settings: SampleSettings, since: string, half: number): DatedTarget[] {
  const successor = MERGING_BOARDS.some((board) => board === area)
    ? MERGED_BOARD
    : area === SPLIT_BOARD
      ? SPLIT_BOARDS[half % 2]
      : undefined;
  if (settings.release === 1 || successor === undefined) return [{ target: organisation('icb', area), start: since }];
  return [
    { target: organisation('icb', area), start: since, end: DAY_BEFORE },
    { target: organisation('icb', successor), start: REORGANISED },
  ];
}

/** Index of the board of a Sub ICB Location. */
export const boardOf = (sicbl: number): number => (sicbl === 106 ? SPLIT_BOARDS[1] : sicbl % 42);

/** The two clinical groups that were merged into a Sub ICB Location in 2021: 4, 9, 14 and so on. */
export function mergedFrom(sicbl: number): readonly [number, number] | undefined {
  return sicbl % 5 === 4 && sicbl < 105 ? [((sicbl - 4) / 5) * 2, ((sicbl - 4) / 5) * 2 + 1] : undefined;
}

/** Clinical group 42 (ZXK43) was split in 2015 into 102 and 103 (ZXS103, ZXS104). */
export const SPLIT_GROUP = 42;
export const SPLIT_GROUP_INTO = [102, 103] as const;
export const GROUP_SPLIT = '2015-04-01';
const isPartOfSplit = (sicbl: number) => SPLIT_GROUP_INTO.some((part) => part === sicbl);

/** Start date of the record of a Sub ICB Location, which was a clinical group until 2022. */
export function sicblOpened(sicbl: number): string {
  if (sicbl === 106) return REORGANISED;
  if (mergedFrom(sicbl)) return MERGED;
  return isPartOfSplit(sicbl) ? GROUP_SPLIT : CCG_START;
}

/** Commissioners since 2013 of a practice or network of a Sub ICB Location. An even or odd `half` selects its part. */
export function commissioners(sicbl: number, settings: SampleSettings, half: number): DatedTarget[] {
  const merged = mergedFrom(sicbl);
  const opened = sicblOpened(sicbl);
  const targets: DatedTarget[] = [];
  if (merged) targets.push({ target: organisation('ccg', merged[half % 2]!), start: CCG_START, end: '2021-03-31' });
  if (isPartOfSplit(sicbl))
    targets.push({ target: organisation('ccg', SPLIT_GROUP), start: CCG_START, end: '2015-03-31' });
  if (sicbl !== DISSOLVED || settings.release === 1)
    return [...targets, { target: organisation('sicbl', sicbl), start: opened }];
  return [
    ...targets,
    { target: organisation('sicbl', sicbl), start: opened, end: DAY_BEFORE },
    { target: organisation('sicbl', DISSOLVED_INTO[half % 2]!), start: REORGANISED },
  ];
}

/** Commissioners of the same area before 2013: a primary care group, then a primary care trust. */
export function earlierCommissioners(sicbl: number, half: number): DatedTarget[] {
  const pct = sicbl % 76;
  const group = pct < 14 && half % 2 === 1 ? pct + 76 : pct;
  return [
    { target: organisation('group', group), start: '1999-04-01', end: '2002-03-31' },
    { target: organisation('pct', pct), start: '2002-04-01', end: '2013-03-31' },
  ];
}

/** The Sub ICB Location of a network. ZXS001 is the large one. Practices 5n to 5n + 4 belong to network n. */
export function sicblOfNetwork(network: number): number {
  return network >= 106 && network < 130 ? 0 : network % 106;
}

/** Boards of the reporting entities: since 2024-04-01, the last one since 2024-07-01. */
export const ENTITY_BOARDS = [0, 7, 14, 21, 28, 8] as const;
export const entityStart = (entity: number): string => (entity === 5 ? REORGANISED : '2024-04-01');

/** The reporting entity of a Sub ICB Location in a release, if any. */
export function entityOf(sicbl: number, settings: SampleSettings): number | undefined {
  const entity = ENTITY_BOARDS.findIndex((board) => board === boardOf(sicbl));
  return entity === -1 || (entity === 5 && settings.release === 1) ? undefined : entity;
}
