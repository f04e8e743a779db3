import { body, bodyInside } from '../bodies';
import { datesOf, draft, hold, link, linkAsIs, type Draft } from '../draft';
import { address, hash, shire, town } from '../invent';
import * as reforms from '../reforms';
import type { Setting } from '../setting';

const REGIONS = [
  'CAPITAL',
  'SOUTH DOWNLAND',
  'WEST MOORLAND',
  'EAST FENLAND',
  'HEARTLAND',
  'NORTH LAKELAND',
  'NORTH DALESLAND',
  'OLD SOUTH',
  'OLD MIDDLE',
  'OLD NORTH',
];

/** Regions, boards, Sub ICB Locations, offices and all that commissioned before them. */
export function* administration(setting: Setting): Generator<Draft> {
  for (let n = 0; n < REGIONS.length; n++) yield region(n);
  for (let n = 0; n < setting.count('icb'); n++) yield board(n, setting);
  if (setting.release === 2) for (const n of [42, 43, 44]) yield board(n, setting);
  for (let n = 0; n < setting.count('sicbl'); n++) yield subIcbLocation(n, setting);
  if (setting.release === 2) yield subIcbLocation(106, setting);
  for (let n = 0; n < setting.count('ccg'); n++) yield clinicalGroup(n);
  for (let n = 0; n < setting.count('hub'); n++) yield commissioningHub(n);
  for (let n = 0; n < setting.count('entity'); n++) if (n < 5 || setting.release === 2) yield reportingEntity(n);
  yield* earlier(setting);
}

function* earlier(setting: Setting): Generator<Draft> {
  for (let n = 0; n < setting.count('office'); n++) yield localOffice(n);
  for (let n = 0; n < setting.count('authority'); n++) yield healthAuthority(n);
  for (let n = 0; n < setting.count('group'); n++) yield primaryCareGroup(n);
  for (let n = 0; n < setting.count('pct'); n++) {
    yield primaryCareTrust(n);
    for (let k = 0; k < setting.countInside('pctSite', n); k++) yield primaryCareTrustSite(n, k);
  }
}

/** Regions 0 to 6 of today, 7 to 9 of before 2020. Some were legally there months before they worked. */
function region(n: number): Draft {
  const span = n < 7 ? { start: '2020-04-01' } : { start: '2002-04-01', end: '2020-03-31' };
  const made = draft(body('region', n), `${REGIONS[n]} COMMISSIONING REGION`, span, address(n, n, 1, n));
  if (n < 7 && n % 2 === 1) made.dates = [...datesOf({ start: '2019-12-01', bases: 'legal' }), ...made.dates];
  return made;
}

function board(n: number, setting: Setting): Draft {
  const made = n > 41;
  const ended = setting.release === 2 && [...reforms.MERGING_BOARDS, reforms.SPLIT_BOARD].some((old) => old === n);
  const span = { start: made ? reforms.REORGANISED : '2020-04-01', end: ended ? '2024-06-30' : undefined };
  const record = draft(body('icb', n), `NHS ${shire(n)} INTEGRATED CARE BOARD`, span, address(n * 5, n, 2, n));
  if (!made) hold(record, 'RO262', '2020-04-01', '2022-06-30');
  hold(record, 'RO318', made ? reforms.REORGANISED : '2022-07-01');
  return link(record, 'RE2', body('region', reforms.regionOfBoard(n)), span);
}

/** RE5 to the board, RE2 for a few; before 2020 in the geography of a local office. */
function subIcbLocation(n: number, setting: Setting): Draft {
  const ended = n === reforms.DISSOLVED && setting.release === 2;
  const opened = reforms.sicblOpened(n);
  const name = `NHS ${shire(n % 42)} ICB - ${String(n + 1).padStart(3, '0')}X`;
  const span = { start: opened, end: ended ? '2024-06-30' : undefined };
  const record = draft(body('sicbl', n), name, span, address(n, n % 42, 3, n));
  hold(record, 'RO319', opened > '2022-07-01' ? opened : '2022-07-01');
  const entity = reforms.entityOf(n, setting);
  if (entity !== undefined) hold(record, 'RO326', reforms.entityStart(entity));
  link(record, 'RE5', body('office', n % 14), { start: opened, end: '2020-03-31' });
  const type = n % 7 === 3 ? 'RE2' : 'RE5';
  const boards =
    n === 106
      ? [{ target: body('icb', reforms.boardOf(n)), start: opened }]
      : reforms.boards(n % 42, setting, '2020-04-01', 0);
  for (const { target, ...span } of boards) link(record, type, target, span);
  return record;
}

function clinicalGroup(n: number): Draft {
  const split = n === reforms.SPLIT_GROUP;
  const sicbl = split ? reforms.SPLIT_GROUP_INTO[0] : Math.floor(n / 2) * 5 + 4;
  const span = { start: reforms.CCG_START, end: split ? '2015-03-31' : '2021-03-31' };
  const record = draft(body('ccg', n), `NHS ${town(n * 3)} CCG`, span, address(n * 3, sicbl % 42, 4, n));
  link(record, 'RE5', body('office', sicbl % 14), { start: span.start, end: '2020-03-31' });
  return link(record, 'RE5', body('icb', sicbl % 42), { start: '2020-04-01' });
}

function commissioningHub(n: number): Draft {
  const record = draft(
    body('hub', n),
    `${town(n * 7)} COMMISSIONING HUB`,
    { start: '2013-04-01' },
    address(n * 7, n, 5),
  );
  hold(record, 'RO218');
  return link(record, 'RE5', body('icb', n % 39), { start: '2020-04-01' });
}

function reportingEntity(n: number): Draft {
  const board = reforms.ENTITY_BOARDS[n]!;
  const start = reforms.entityStart(n);
  const record = draft(
    body('entity', n),
    `NHS ${shire(board)} REPORTING ENTITY`,
    { start },
    address(board * 5, board, 6),
  );
  hold(record, 'RO327');
  return link(record, 'RE2', body('icb', board), { start });
}

function localOffice(n: number): Draft {
  const span = { start: '2013-04-01', end: '2020-03-31' };
  const record = draft(body('office', n), `NHS ENGLAND LOCAL OFFICE (${shire(n * 3)})`, span, address(n, n * 3, 7));
  return link(record, 'RE2', body('region', 7 + (n % 3)), span);
}

function healthAuthority(n: number): Draft {
  const span = { start: '1996-04-01', end: n % 3 === 0 ? '2013-03-31' : '2006-06-30' };
  const record = draft(body('authority', n), `${shire(n * 2)} HEALTH AUTHORITY`, span, address(n * 2, n * 2, 8));
  return link(record, 'RE2', body('region', 7 + (n % 3)), { start: '2002-04-01' });
}

function primaryCareGroup(n: number): Draft {
  const span = { start: '1999-04-01', end: '2002-03-31' };
  const record = draft(body('group', n), `${town(n * 2)} PRIMARY CARE GROUP`, span);
  return link(record, 'RE5', body('authority', n % 12), span);
}

function primaryCareTrust(n: number): Draft {
  const span = { start: '2002-04-01', end: '2013-03-31', bases: n % 2 === 0 ? ('both' as const) : undefined };
  const record = draft(body('pct', n), `${town(n * 2 + 1)} PCT`, span, address(n * 2 + 1, n % 42, 9, n));
  return link(record, 'RE5', body('authority', (n % 4) * 3), { start: span.start, end: span.end });
}

/** Closed with its trust, or left open with a link that outlived it. */
function primaryCareTrustSite(n: number, k: number): Draft {
  const owner = body('pct', n);
  const left = hash(40, n, k) % 5 === 0;
  const span = { start: '2002-04-01', end: left ? undefined : '2013-03-31' };
  const site = bodyInside('pctSite', owner, k);
  const record = draft(site, `${town(n * 2 + 1)} CLINIC ${k + 1}`, span, address(n * 2 + 1, n % 42, 10, n, k));
  link(record, 'RE5', body('authority', (n % 4) * 3), { start: '2002-04-01', end: '2013-03-31' });
  return left ? linkAsIs(record, 'RE6', owner, datesOf({ start: '2002-04-01' })) : link(record, 'RE6', owner, span);
}
