import { organisation, nestedOrganisation } from '../organisations';
import { datesOf, draft, addRole, addLink, addLinkWithDates, type Draft } from '../draft';
import { address, hash, shire, town } from '../deterministic-values';
import * as reforms from '../reforms';
import type { SampleSettings } from '../settings';

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

/** Regions, boards, Sub ICB Locations, offices and their predecessors. */
export function* administration(settings: SampleSettings): Generator<Draft> {
  for (let n = 0; n < REGIONS.length; n++) yield region(n);
  for (let n = 0; n < settings.count('icb'); n++) yield board(n, settings);
  if (settings.release === 2) for (const n of [42, 43, 44]) yield board(n, settings);
  for (let n = 0; n < settings.count('sicbl'); n++) yield subIcbLocation(n, settings);
  if (settings.release === 2) yield subIcbLocation(106, settings);
  for (let n = 0; n < settings.count('ccg'); n++) yield clinicalGroup(n);
  for (let n = 0; n < settings.count('hub'); n++) yield commissioningHub(n);
  for (let n = 0; n < settings.count('entity'); n++) if (n < 5 || settings.release === 2) yield reportingEntity(n);
  yield* earlier(settings);
}

function* earlier(settings: SampleSettings): Generator<Draft> {
  for (let n = 0; n < settings.count('office'); n++) yield localOffice(n);
  for (let n = 0; n < settings.count('authority'); n++) yield healthAuthority(n);
  for (let n = 0; n < settings.count('group'); n++) yield primaryCareGroup(n);
  for (let n = 0; n < settings.count('pct'); n++) {
    yield primaryCareTrust(n);
    for (let k = 0; k < settings.countInside('pctSite', n); k++) yield primaryCareTrustSite(n, k);
  }
}

/** Regions 0 to 6 are open, 7 to 9 closed in 2020. Some are legal months before they are operational. */
function region(n: number): Draft {
  const span = n < 7 ? { start: '2020-04-01' } : { start: '2002-04-01', end: '2020-03-31' };
  const made = draft(organisation('region', n), `${REGIONS[n]} COMMISSIONING REGION`, span, address(n, n, 1, n));
  if (n < 7 && n % 2 === 1) made.dates = [...datesOf({ start: '2019-12-01', bases: 'legal' }), ...made.dates];
  return made;
}

function board(n: number, settings: SampleSettings): Draft {
  const made = n > 41;
  const ended = settings.release === 2 && [...reforms.MERGING_BOARDS, reforms.SPLIT_BOARD].some((old) => old === n);
  const span = { start: made ? reforms.REORGANISED : '2020-04-01', end: ended ? '2024-06-30' : undefined };
  const record = draft(organisation('icb', n), `NHS ${shire(n)} INTEGRATED CARE BOARD`, span, address(n * 5, n, 2, n));
  if (!made) addRole(record, 'RO262', '2020-04-01', '2022-06-30');
  addRole(record, 'RO318', made ? reforms.REORGANISED : '2022-07-01');
  return addLink(record, 'RE2', organisation('region', reforms.regionOfBoard(n)), span);
}

/** Linked to its board by RE5, some by RE2; before 2020 by RE5 to a local office. */
function subIcbLocation(n: number, settings: SampleSettings): Draft {
  const ended = n === reforms.DISSOLVED && settings.release === 2;
  const opened = reforms.sicblOpened(n);
  const name = `NHS ${shire(n % 42)} ICB - ${String(n + 1).padStart(3, '0')}X`;
  const span = { start: opened, end: ended ? '2024-06-30' : undefined };
  const record = draft(organisation('sicbl', n), name, span, address(n, n % 42, 3, n));
  addRole(record, 'RO319', opened > '2022-07-01' ? opened : '2022-07-01');
  const entity = reforms.entityOf(n, settings);
  if (entity !== undefined) addRole(record, 'RO326', reforms.entityStart(entity));
  addLink(record, 'RE5', organisation('office', n % 14), { start: opened, end: '2020-03-31' });
  const type = n % 7 === 3 ? 'RE2' : 'RE5';
  const boards =
    n === 106
      ? [{ target: organisation('icb', reforms.boardOf(n)), start: opened }]
      : reforms.boards(n % 42, settings, '2020-04-01', 0);
  for (const { target, ...span } of boards) addLink(record, type, target, span);
  return record;
}

function clinicalGroup(n: number): Draft {
  const split = n === reforms.SPLIT_GROUP;
  const sicbl = split ? reforms.SPLIT_GROUP_INTO[0] : Math.floor(n / 2) * 5 + 4;
  const span = { start: reforms.CCG_START, end: split ? '2015-03-31' : '2021-03-31' };
  const record = draft(organisation('ccg', n), `NHS ${town(n * 3)} CCG`, span, address(n * 3, sicbl % 42, 4, n));
  addLink(record, 'RE5', organisation('office', sicbl % 14), { start: span.start, end: '2020-03-31' });
  return addLink(record, 'RE5', organisation('icb', sicbl % 42), { start: '2020-04-01' });
}

function commissioningHub(n: number): Draft {
  const record = draft(
    organisation('hub', n),
    `${town(n * 7)} COMMISSIONING HUB`,
    { start: '2013-04-01' },
    address(n * 7, n, 5),
  );
  addRole(record, 'RO218');
  return addLink(record, 'RE5', organisation('icb', n % 39), { start: '2020-04-01' });
}

function reportingEntity(n: number): Draft {
  const board = reforms.ENTITY_BOARDS[n]!;
  const start = reforms.entityStart(n);
  const record = draft(
    organisation('entity', n),
    `NHS ${shire(board)} REPORTING ENTITY`,
    { start },
    address(board * 5, board, 6),
  );
  addRole(record, 'RO327');
  return addLink(record, 'RE2', organisation('icb', board), { start });
}

function localOffice(n: number): Draft {
  const span = { start: '2013-04-01', end: '2020-03-31' };
  const record = draft(
    organisation('office', n),
    `NHS ENGLAND LOCAL OFFICE (${shire(n * 3)})`,
    span,
    address(n, n * 3, 7),
  );
  return addLink(record, 'RE2', organisation('region', 7 + (n % 3)), span);
}

function healthAuthority(n: number): Draft {
  const span = { start: '1996-04-01', end: n % 3 === 0 ? '2013-03-31' : '2006-06-30' };
  const record = draft(
    organisation('authority', n),
    `${shire(n * 2)} HEALTH AUTHORITY`,
    span,
    address(n * 2, n * 2, 8),
  );
  return addLink(record, 'RE2', organisation('region', 7 + (n % 3)), { start: '2002-04-01' });
}

function primaryCareGroup(n: number): Draft {
  const span = { start: '1999-04-01', end: '2002-03-31' };
  const record = draft(organisation('group', n), `${town(n * 2)} PRIMARY CARE GROUP`, span);
  return addLink(record, 'RE5', organisation('authority', n % 12), span);
}

function primaryCareTrust(n: number): Draft {
  const span = { start: '2002-04-01', end: '2013-03-31', bases: n % 2 === 0 ? ('both' as const) : undefined };
  const record = draft(organisation('pct', n), `${town(n * 2 + 1)} PCT`, span, address(n * 2 + 1, n % 42, 9, n));
  return addLink(record, 'RE5', organisation('authority', (n % 4) * 3), { start: span.start, end: span.end });
}

/** Closed with its trust, or left open with an open link to the closed trust. */
function primaryCareTrustSite(n: number, k: number): Draft {
  const owner = organisation('pct', n);
  const left = hash(40, n, k) % 5 === 0;
  const span = { start: '2002-04-01', end: left ? undefined : '2013-03-31' };
  const site = nestedOrganisation('pctSite', owner, k);
  const record = draft(site, `${town(n * 2 + 1)} CLINIC ${k + 1}`, span, address(n * 2 + 1, n % 42, 10, n, k));
  addLink(record, 'RE5', organisation('authority', (n % 4) * 3), { start: '2002-04-01', end: '2013-03-31' });
  return left
    ? addLinkWithDates(record, 'RE6', owner, datesOf({ start: '2002-04-01' }))
    : addLink(record, 'RE6', owner, span);
}
