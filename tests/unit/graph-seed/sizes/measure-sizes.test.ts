import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReleaseFile } from '../../../../graph-seed/reading/release-file';
import { StagedRelease } from '../../../../graph-seed/staging/staged-release';
import type { MeasuredSizes } from '../../../../ods/measured-sizes';
import {
  date,
  organisation,
  rel,
  role,
  writeReleaseZip,
  type OrganisationInput,
} from '../../../support/database/release-builder';

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-sizes-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let ids = 100;
/** A record with a primary role, other roles if given, and links such as 'RE4 10R'. */
function record(code: string, roles: string, links: readonly string[] = [], more: OrganisationInput = {}): string {
  const [primary, ...others] = roles.split(' ');
  return organisation(code, {
    roles: [role(primary!, String(++ids), 'primaryRole="true"'), ...others.map((other) => role(other, String(++ids)))],
    rels: links.map((link) => rel(link.split(' ')[0]!, String(++ids), link.split(' ')[1]!)),
    ...more,
  });
}

async function measure(full: readonly string[]): Promise<MeasuredSizes> {
  const file = await openReleaseFile(await writeReleaseZip(join(folder, `${++ids}.zip`), { full }), folder);
  const staged = new StagedRelease(folder, file, {});
  try {
    await staged.read(() => undefined);
    return staged.sizes;
  } finally {
    file.close();
    staged.close();
  }
}

const CLOSED: OrganisationInput = { dates: date('2010-04-01', '2013-12-31'), status: 'Inactive' };
const SITE: OrganisationInput = { recordClass: 'RC2' };

test('lists are measured whatever the dates are, at one level and at any depth, each organisation once', async () => {
  const { lists, holders } = await measure([
    record('Y1', 'RO209'),
    record('Q1', 'RO261', ['RE2 Y1']),
    record('C1', 'RO98', ['RE5 Q1', 'RE2 Q1'], CLOSED),
    record('N1', 'RO272', ['RE4 C1']),
    record('P1', 'RO177 RO76', ['RE4 C1', 'RE8 N1', 'RE8 N1']),
    record('P2', 'RO177', ['RE4 C1'], CLOSED),
    record('S1', 'RO96', ['RE6 P1'], SITE),
  ]);
  const longer = (list: string) => Object.fromEntries(lists[list]!.longer);
  expect(longer('children COMMISSIONING')).toEqual({ C1: 3, Q1: 1, Y1: 1 });
  expect(longer('below COMMISSIONING')).toEqual({ Y1: 5, Q1: 4, C1: 3 });
  expect(longer('edges COMMISSIONING')).toEqual({ Y1: 6, Q1: 5, C1: 3 });
  expect(longer('below SITE_NETWORK')).toEqual({ Y1: 5, Q1: 4, C1: 3, N1: 2, P1: 1 });
  expect(longer('edges NETWORK')).toMatchObject({ N1: 2 });
  expect(lists['parents COMMISSIONING']).toEqual({ usual: 1, longer: new Map() });
  expect(lists['above SITE_NETWORK']!.usual).toBe(5);
  expect(lists['edges above SITE_NETWORK']!.usual).toBe(7);
  expect(longer('relationships')).toMatchObject({ P1: 4, C1: 5, N1: 3 });
  expect(holders).toMatchObject({ RO177: 2, RO76: 1, RO209: 1 });
});

test('the payees of a site are its operators and those of their networks', async () => {
  const { lists } = await measure([
    record('N1', 'RO272'),
    record('P1', 'RO177 RO76', ['RE8 N1', 'RE9 N1']),
    record('P2', 'RO177 RO76', ['RE9 N1', 'RE10 N1']),
    record('S1', 'RO96', ['RE6 P1'], SITE),
  ]);
  expect(Object.fromEntries(lists.payees!.longer)).toEqual({ S1: 4, P1: 3, N1: 3, P2: 1 });
});

test('a cycle ends, and its members are below each other', async () => {
  const { lists } = await measure([
    record('A', 'RO197', ['RE6 B']),
    record('B', 'RO197', ['RE6 A']),
    record('C', 'RO198', ['RE6 A'], SITE),
  ]);
  expect(Object.fromEntries(lists['below OPERATION']!.longer)).toEqual({ A: 2, B: 2 });
  expect(Object.fromEntries(lists['edges OPERATION']!.longer)).toEqual({ A: 3, B: 3 });
});

test('the primary roles at which relationships of a type end, whatever their dates are, also without a record', async () => {
  const { targets } = await measure([
    record('Q1', 'RO261'),
    record('C1', 'RO98', ['RE5 Q1'], CLOSED),
    record('P1', 'RO177', ['RE4 C1', 'RE10 NOWHERE']),
    record('S1', 'RO96', ['RE6 P1'], SITE),
  ]);
  expect(targets).toEqual({ RE5: ['RO261'], RE4: ['RO98'], RE10: ['RO98'], RE6: ['RO177'] });
});
