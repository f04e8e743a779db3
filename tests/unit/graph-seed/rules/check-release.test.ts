import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReleaseFile } from '../../../../graph-seed/reading/release-file';
import { Stage } from '../../../../graph-seed/staging/staged-release';
import {
  date,
  madeZip,
  organisation,
  rel,
  role,
  type MadeRecord,
  type MadeRelease,
} from '../../../support/database/made-release';

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-rules-test-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a rule finds in the records of a release of 2024-01-31, as 'code related …', in order. */
async function found(rule: string, full: readonly string[], more: MadeRelease = {}): Promise<string[]> {
  return (await told(rule, full, more)).map(({ code, related }) => [code, ...related].join(' ')).sort();
}

async function told(rule: string, full: readonly string[], more: MadeRelease = {}) {
  const own = mkdtempSync(join(folder, 'stage-'));
  const file = await openReleaseFile(await madeZip(join(folder, `${++files}.zip`), { full, ...more }), own);
  const stage = new Stage(own, file, {});
  try {
    await stage.read(() => undefined);
    const rows = [...stage.rows('findings')].map(
      ({ json }) => JSON.parse(json) as [string, string, string, string, string[]],
    );
    return rows.filter(([, , of]) => of === rule).map(([, code, , message, related]) => ({ code, message, related }));
  } finally {
    file.close();
    stage.close();
  }
}

let ids = 100;
/** A record with one primary role, perhaps others, and open links 'RE4 10R'. */
function record(code: string, roles: string, links: readonly string[] = [], more: MadeRecord = {}): string {
  const [primary, ...others] = roles.split(' ');
  return organisation(code, {
    roles: [role(primary!, String(++ids), 'primaryRole="true"'), ...others.map((other) => role(other, String(++ids)))],
    rels: links.map((link) => rel(link.split(' ')[0]!, String(++ids), link.split(' ')[1]!)),
    ...more,
  });
}
const CLOSED: MadeRecord = { dates: date('2010-04-01', '2023-12-31'), status: 'Inactive' };
const practice = (code: string, ...links: string[]) => record(code, 'RO177 RO76', links);

describe('active under a closed parent', () => {
  const RULE = 'active-under-closed-parent';
  const trust = record('RZY', 'RO197', [], CLOSED);

  test('is a site whose trust was closed, once for all views', async () => {
    const site = record('RZY01', 'RO198', ['RE6 RZY'], { recordClass: 'RC2' });
    expect(await told(RULE, [trust, site])).toEqual([
      {
        code: 'RZY01',
        message: 'It is active on the publication day, its parent RZY in OPERATION and REPORTING is not.',
        related: ['RZY'],
      },
    ]);
  });

  test('is no closed site, none whose link has ended, and none whose parent has no record', async () => {
    const ended = organisation('C', { rels: [rel('RE6', '1', 'RZY', date('2010-04-01', '2023-12-31'), 'Inactive')] });
    const records = [trust, record('A', 'RO198', ['RE6 RZY'], CLOSED), record('B', 'RO198', ['RE6 GHOST']), ended];
    expect(await found(RULE, records)).toEqual([]);
  });

  test('is not asked of links that lead up in no view', async () => {
    expect(await found(RULE, [trust, record('A', 'RO197', ['RE8 RZY'])])).toEqual([]);
    expect(await found(RULE, [record('10R', 'RO98', [], CLOSED), practice('G81086', 'RE6 10R')])).toEqual([]);
  });

  test('holds for a stub that was closed as well', async () => {
    const stub = organisation('RZY', { ...CLOSED, refOnly: 'true' });
    expect(await found(RULE, [stub, record('RZY01', 'RO198', ['RE6 RZY'])])).toEqual(['RZY01 RZY']);
  });

  test('reports by geography only what nobody commissions', async () => {
    const office = record('Q01', 'RO210', [], CLOSED);
    const ccg = record('10R', 'RO98');
    const [one] = await told(RULE, [office, record('A', 'RO110', ['RE5 Q01'])]);
    expect(one!.message).toContain('in GEOGRAPHY and REPORTING is not');
    const [other] = await told(RULE, [office, ccg, record('A', 'RO110', ['RE5 Q01', 'RE4 10R'])]);
    expect(other!.message).toContain('in GEOGRAPHY is not');
    const [turned] = await told(RULE, [office, ccg, record('A', 'RO110', ['RE4 10R', 'RE5 Q01'])]);
    expect(turned).toEqual(other);
  });

  test('knows the roles that a reporting entity holds on the day', async () => {
    const icb = record('QOL', 'RO261', [], CLOSED);
    const [entity] = await told(RULE, [icb, record('W2U', 'RO98 RO327', ['RE2 QOL'])]);
    expect(entity!.message).toContain('in CONSTITUENCY is not');
    const [location] = await told(RULE, [icb, record('10R', 'RO98 RO319', ['RE2 QOL'])]);
    expect(location!.message).toContain('in COMMISSIONING, NETWORK and REPORTING is not');
  });
});

describe('several parents of one kind', () => {
  const RULE = 'parents-of-one-kind';

  test('are two commissioners of a practice, in every view that leads to them', async () => {
    const records = [
      record('10R', 'RO98 RO319'),
      record('93C', 'RO98 RO319'),
      practice('G81086', 'RE4 93C', 'RE4 10R'),
    ];
    expect(await told(RULE, records)).toEqual([
      {
        code: 'G81086',
        message:
          'It has 2 parents of the kind SUB_ICB_LOCATION in COMMISSIONING and REPORTING on the publication day: 10R, 93C.',
        related: ['10R', '93C'],
      },
    ]);
  });

  test('are not two of different kinds, nor one twice, nor two of which one link has ended', async () => {
    const [first, second] = [record('10R', 'RO98 RO319'), record('QOL', 'RO261 RO318')];
    expect(await found(RULE, [first, second, practice('A', 'RE4 10R', 'RE4 QOL')])).toEqual([]);
    expect(await found(RULE, [first, practice('A', 'RE4 10R', 'RE4 10R')])).toEqual([]);
    const ended = rel('RE4', '7', '93C', date('2010-04-01', '2020-03-31'), 'Inactive');
    const moved = organisation('A', { rels: [ended, rel('RE4', '8', '10R')] });
    expect(await found(RULE, [first, record('93C', 'RO98 RO319'), moved])).toEqual([]);
  });

  test('are told by their primary role where they have no kind', async () => {
    const records = [
      record('A', 'RO157'),
      record('B', 'RO157'),
      record('C', 'RO172'),
      record('S', 'RO176', ['RE6 A', 'RE6 B', 'RE6 C']),
    ];
    const [one, ...others] = await told(RULE, records);
    expect(one).toMatchObject({ code: 'S', related: ['A', 'B'] });
    expect(one!.message).toContain('It has 2 parents with the primary role RO157 in OPERATION');
    expect(others).toEqual([]);
  });
});

test('a GP practice without commissioner is an active one of England or Wales that no RE4 of the day leads up from', async () => {
  const ended = organisation('B', {
    roles: [role('RO177', '1', 'primaryRole="true"'), role('RO76', '2')],
    rels: [rel('RE4', '3', '10R', date('2010-04-01', '2020-03-31'), 'Inactive')],
  });
  const records = [
    record('10R', 'RO98'),
    practice('A'),
    ended,
    practice('C', 'RE4 10R'),
    practice('D', 'RE6 10R', 'RE8 10R'),
    practice('E', 'RE4 GHOST'),
    record('F', 'RO177 RO76', [], CLOSED),
    record('G', 'RO227'),
    record('H', 'RO177 RO72'),
  ];
  expect(await found('practice-without-commissioner', records)).toEqual(['A', 'B', 'D']);
});

test('a member is commissioned elsewhere when it and its network have no commissioner in common', async () => {
  const records = [
    ...['10R', '93C', '99A'].map((code) => record(code, 'RO98 RO319')),
    record('U1', 'RO272', ['RE4 10R']),
    record('U2', 'RO272'),
    practice('A', 'RE8 U1', 'RE4 93C'),
    practice('B', 'RE8 U1', 'RE4 10R'),
    practice('C', 'RE8 U1', 'RE4 93C', 'RE4 10R'),
    practice('D', 'RE8 U1'),
    practice('E', 'RE8 U2', 'RE4 93C'),
    record('F', 'RO177 RO76', ['RE8 U1', 'RE4 93C'], CLOSED),
  ];
  expect(await told('member-commissioned-elsewhere', records)).toEqual([
    { code: 'A', message: 'It is commissioned by 93C, its network U1 by 10R.', related: ['U1', '93C', '10R'] },
  ]);
});

test('a name is shared by many when ten active records have it, however it is written', async () => {
  const named = (count: number, name: string) =>
    Array.from({ length: count }, (_, at) => record(`${name.slice(0, 3)}${at}`, 'RO110', [], { name }));
  const rule = 'name-shared';
  expect(await found(rule, named(9, 'THE SURGERY'))).toEqual([]);
  expect(
    await found(rule, [...named(9, 'THE SURGERY'), record('X', 'RO110', [], { name: 'THE SURGERY', ...CLOSED })]),
  ).toEqual([]);
  const ten = await told(rule, [...named(9, 'THE SURGERY'), record('X', 'RO110', [], { name: 'The  Surgery.' })]);
  expect(ten).toHaveLength(10);
  expect(ten[9]).toEqual({
    code: 'X',
    message: '10 or more records that are active on the publication day have this name.',
    related: [],
  });
  expect((await told(rule, named(100, 'THE SURGERY')))[0]!.message).toMatch(/^100 or more/);
});

test('codes are easily mistaken that differ by O and 0 or I and 1, one that is only named too', async () => {
  const records = [
    practice('ZXP0011'),
    practice('ZXPO011'),
    record('ZXP00I1', 'RO177', [], CLOSED),
    practice('ZXP0012', 'RE4 ZXPOO12'),
    practice('Y0101'),
  ];
  expect(await found('code-lookalike', records)).toEqual([
    'ZXP0011 ZXP00I1 ZXPO011',
    'ZXP0012 ZXPOO12',
    'ZXP00I1 ZXP0011 ZXPO011',
    'ZXPO011 ZXP0011 ZXP00I1',
    'ZXPOO12 ZXP0012',
  ]);
});

test('of two records of one code only the one that counts is judged, with what it names', async () => {
  const older = record('A', 'RO177 RO76', ['RE4 1OR'], { lastChanged: '2016-01-01' });
  const newer = record('A', 'RO177 RO76', [], { lastChanged: '2018-01-01' });
  const records = [record('10R', 'RO98'), older, newer];
  expect(await found('code-lookalike', records)).toEqual([]);
  expect(await found('practice-without-commissioner', records)).toEqual(['A']);
});
