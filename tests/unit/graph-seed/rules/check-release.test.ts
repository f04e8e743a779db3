import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReleaseFile } from '../../../../graph-seed/reading/release-file';
import { StagedRelease } from '../../../../graph-seed/staging/staged-release';
import {
  date,
  writeReleaseZip,
  organisation,
  rel,
  role,
  type OrganisationInput,
  type ReleaseInput,
} from '../../../support/database/release-builder';

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-rules-test-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Returns what a rule finds in a release of 2024-01-31, each finding as its code and related codes, sorted. */
async function findingCodes(rule: string, full: readonly string[], more: ReleaseInput = {}): Promise<string[]> {
  return (await findings(rule, full, more)).map(({ code, related }) => [code, ...related].join(' ')).sort();
}

async function findings(rule: string, full: readonly string[], more: ReleaseInput = {}) {
  const own = mkdtempSync(join(folder, 'stage-'));
  const file = await openReleaseFile(await writeReleaseZip(join(folder, `${++files}.zip`), { full, ...more }), own);
  const stage = new StagedRelease(own, file, {});
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
/** A record with a primary role, other roles if given, and open links such as 'RE4 10R'. */
function record(code: string, roles: string, links: readonly string[] = [], more: OrganisationInput = {}): string {
  const [primary, ...others] = roles.split(' ');
  return organisation(code, {
    roles: [role(primary!, String(++ids), 'primaryRole="true"'), ...others.map((other) => role(other, String(++ids)))],
    rels: links.map((link) => rel(link.split(' ')[0]!, String(++ids), link.split(' ')[1]!)),
    ...more,
  });
}
const CLOSED: OrganisationInput = { dates: date('2010-04-01', '2023-12-31'), status: 'Inactive' };
const practice = (code: string, ...links: string[]) => record(code, 'RO177 RO76', links);

describe('active under a closed parent', () => {
  const RULE = 'active-under-closed-parent';
  const trust = record('RZY', 'RO197', [], CLOSED);

  test('is found for a site of a closed trust, once for all views', async () => {
    const site = record('RZY01', 'RO198', ['RE6 RZY'], { recordClass: 'RC2' });
    expect(await findings(RULE, [trust, site])).toEqual([
      {
        code: 'RZY01',
        message: 'It is active on the publication day, its parent RZY in OPERATION and REPORTING is not.',
        related: ['RZY'],
      },
    ]);
  });

  test('is not found for a closed site, an ended link or a parent without a record', async () => {
    const ended = organisation('C', { rels: [rel('RE6', '1', 'RZY', date('2010-04-01', '2023-12-31'), 'Inactive')] });
    const records = [trust, record('A', 'RO198', ['RE6 RZY'], CLOSED), record('B', 'RO198', ['RE6 GHOST']), ended];
    expect(await findingCodes(RULE, records)).toEqual([]);
  });

  test('is not found for links that lead up in no view', async () => {
    expect(await findingCodes(RULE, [trust, record('A', 'RO197', ['RE8 RZY'])])).toEqual([]);
    expect(await findingCodes(RULE, [record('10R', 'RO98', [], CLOSED), practice('G81086', 'RE6 10R')])).toEqual([]);
  });

  test('is also found for a closed parent that is a stub', async () => {
    const stub = organisation('RZY', { ...CLOSED, refOnly: 'true' });
    expect(await findingCodes(RULE, [stub, record('RZY01', 'RO198', ['RE6 RZY'])])).toEqual(['RZY01 RZY']);
  });

  test('follows geography in REPORTING only for organisations without a commissioner', async () => {
    const office = record('Q01', 'RO210', [], CLOSED);
    const ccg = record('10R', 'RO98');
    const [one] = await findings(RULE, [office, record('A', 'RO110', ['RE5 Q01'])]);
    expect(one!.message).toContain('in GEOGRAPHY and REPORTING is not');
    const [other] = await findings(RULE, [office, ccg, record('A', 'RO110', ['RE5 Q01', 'RE4 10R'])]);
    expect(other!.message).toContain('in GEOGRAPHY is not');
    const [turned] = await findings(RULE, [office, ccg, record('A', 'RO110', ['RE4 10R', 'RE5 Q01'])]);
    expect(turned).toEqual(other);
  });

  test('depends on the roles that the organisation holds on the day', async () => {
    const icb = record('QOL', 'RO261', [], CLOSED);
    const [entity] = await findings(RULE, [icb, record('W2U', 'RO98 RO327', ['RE2 QOL'])]);
    expect(entity!.message).toContain('in CONSTITUENCY is not');
    const [location] = await findings(RULE, [icb, record('10R', 'RO98 RO319', ['RE2 QOL'])]);
    expect(location!.message).toContain('in COMMISSIONING, NETWORK and REPORTING is not');
  });
});

describe('several parents of one kind', () => {
  const RULE = 'parents-of-one-kind';

  test('are found for two commissioners of a practice, in every view that leads to them', async () => {
    const records = [
      record('10R', 'RO98 RO319'),
      record('93C', 'RO98 RO319'),
      practice('G81086', 'RE4 93C', 'RE4 10R'),
    ];
    expect(await findings(RULE, records)).toEqual([
      {
        code: 'G81086',
        message:
          'It has 2 parents of the kind SUB_ICB_LOCATION in COMMISSIONING and REPORTING on the publication day: 10R, 93C.',
        related: ['10R', '93C'],
      },
    ]);
  });

  test('are not found for parents of different kinds, for one parent twice or for an ended link', async () => {
    const [first, second] = [record('10R', 'RO98 RO319'), record('QOL', 'RO261 RO318')];
    expect(await findingCodes(RULE, [first, second, practice('A', 'RE4 10R', 'RE4 QOL')])).toEqual([]);
    expect(await findingCodes(RULE, [first, practice('A', 'RE4 10R', 'RE4 10R')])).toEqual([]);
    const ended = rel('RE4', '7', '93C', date('2010-04-01', '2020-03-31'), 'Inactive');
    const moved = organisation('A', { rels: [ended, rel('RE4', '8', '10R')] });
    expect(await findingCodes(RULE, [first, record('93C', 'RO98 RO319'), moved])).toEqual([]);
  });

  test('are compared by primary role when they have no kind', async () => {
    const records = [
      record('A', 'RO157'),
      record('B', 'RO157'),
      record('C', 'RO172'),
      record('S', 'RO176', ['RE6 A', 'RE6 B', 'RE6 C']),
    ];
    const [one, ...others] = await findings(RULE, records);
    expect(one).toMatchObject({ code: 'S', related: ['A', 'B'] });
    expect(one!.message).toContain('It has 2 parents with the primary role RO157 in OPERATION');
    expect(others).toEqual([]);
  });
});

test('practice-without-commissioner finds active practices of England and Wales without an RE4 on the day', async () => {
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
  expect(await findingCodes('practice-without-commissioner', records)).toEqual(['A', 'B', 'D']);
});

test('member-commissioned-elsewhere finds members that share no commissioner with their network', async () => {
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
  expect(await findings('member-commissioned-elsewhere', records)).toEqual([
    { code: 'A', message: 'It is commissioned by 93C, its network U1 by 10R.', related: ['U1', '93C', '10R'] },
  ]);
});

test('name-shared finds names of ten or more active records, whatever their case and punctuation', async () => {
  const named = (count: number, name: string) =>
    Array.from({ length: count }, (_, at) => record(`${name.slice(0, 3)}${at}`, 'RO110', [], { name }));
  const rule = 'name-shared';
  expect(await findingCodes(rule, named(9, 'THE SURGERY'))).toEqual([]);
  expect(
    await findingCodes(rule, [
      ...named(9, 'THE SURGERY'),
      record('X', 'RO110', [], { name: 'THE SURGERY', ...CLOSED }),
    ]),
  ).toEqual([]);
  const ten = await findings(rule, [...named(9, 'THE SURGERY'), record('X', 'RO110', [], { name: 'The  Surgery.' })]);
  expect(ten).toHaveLength(10);
  expect(ten[9]).toEqual({
    code: 'X',
    message: '10 or more records that are active on the publication day have this name.',
    related: [],
  });
  expect((await findings(rule, named(100, 'THE SURGERY')))[0]!.message).toMatch(/^100 or more/);
});

test('code-lookalike finds codes that differ only by O and 0 or I and 1, including codes without a record', async () => {
  const records = [
    practice('ZXP0011'),
    practice('ZXPO011'),
    record('ZXP00I1', 'RO177', [], CLOSED),
    practice('ZXP0012', 'RE4 ZXPOO12'),
    practice('Y0101'),
  ];
  expect(await findingCodes('code-lookalike', records)).toEqual([
    'ZXP0011 ZXP00I1 ZXPO011',
    'ZXP0012 ZXPOO12',
    'ZXP00I1 ZXP0011 ZXPO011',
    'ZXPO011 ZXP0011 ZXP00I1',
    'ZXPOO12 ZXP0012',
  ]);
});

test('of two records with one code only the one that counts is checked, with its links', async () => {
  const older = record('A', 'RO177 RO76', ['RE4 1OR'], { lastChanged: '2016-01-01' });
  const newer = record('A', 'RO177 RO76', [], { lastChanged: '2018-01-01' });
  const records = [record('10R', 'RO98'), older, newer];
  expect(await findingCodes('code-lookalike', records)).toEqual([]);
  expect(await findingCodes('practice-without-commissioner', records)).toEqual(['A']);
});
