import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KNOWN_CASES } from '../../../sample/known-cases';
import { writePostcodes } from '../../../sample/postcodes';
import { sampleGraph } from '../../support/database/sample-graph';
import { createColdExecutor, createExecutor } from '../../support/gateway/execute-query';

const graph = sampleGraph();
const execute = createExecutor(graph);

interface Node {
  readonly code: string;
  readonly distanceKm: number | null;
  readonly location: { readonly latitude: number; readonly longitude: number } | null;
  readonly locationMissing: string | null;
  readonly address: { readonly postcode: string | null } | null;
  readonly kinds: readonly string[];
}
interface Found {
  readonly totalCount: number;
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

const FIELDS = 'code distanceKm location { latitude longitude } locationMissing address { postcode } kinds';

async function search(args: string): Promise<Found> {
  const { data, errors } = await execute(
    `{ search(${args}) { totalCount nodes { ${FIELDS} } pageInfo { endCursor hasNextPage } } }`,
  );
  expect(errors).toBeUndefined();
  return data!.search as Found;
}

/** All pages of a search. */
async function everyPage(args: string, size = 200): Promise<Node[]> {
  const nodes: Node[] = [];
  for (let after = ''; ;) {
    const page = await search(`${args}, first: ${size}${after}`);
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return nodes;
    after = `, after: "${page.pageInfo.endCursor}"`;
  }
}

/** Coordinates by postcode, read from the file by the position of its columns. */
const coordinates = new Map<string, readonly [number, number] | null>();
let everyone: readonly Node[];
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-nearby-'));
  const lines = readFileSync(await writePostcodes(folder), 'utf8')
    .trim()
    .split('\r\n')
    .slice(1);
  rmSync(folder, { recursive: true });
  for (const line of lines) {
    const cells = line.replaceAll('"', '').split(',');
    const [latitude, longitude] = [Number(cells[16]), Number(cells[17])];
    coordinates.set(cells[2]!, latitude > 99 ? null : [latitude, longitude]);
  }
  everyone = await everyPage('includeInactive: true');
});

/** The distance in kilometres by the law of cosines, which is exact enough above ten metres. */
function kilometres([latA, longA]: readonly [number, number], [latB, longB]: readonly [number, number]): number {
  const [a, b, across] = [latA, latB, longB - longA].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  const cosine = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(across);
  return 6_371.0088 * Math.acos(Math.min(1, cosine));
}

const CENTRE = [51.05, -2.1] as const;
const AROUND = `latitude: ${CENTRE[0]}, longitude: ${CENTRE[1]}`;

test('a search near a place has every organisation within the distance, nearest first', async () => {
  const expected = everyone
    .map(({ code, address }) => ({ code, at: coordinates.get(address?.postcode ?? '') }))
    .flatMap(({ code, at }) => (at ? [{ code, km: kilometres(CENTRE, at) }] : []))
    .filter(({ km }) => km <= 35);
  expect(expected.length).toBeGreaterThan(50);
  const found = await everyPage(`near: { ${AROUND}, km: 35 }, includeInactive: true`, 23);
  expect(found.map(({ code }) => code).sort()).toEqual(expected.map(({ code }) => code).sort());
  const km = new Map(expected.map((each) => [each.code, each.km]));
  for (const { code, distanceKm } of found) expect(Math.abs(distanceKm! - km.get(code)!)).toBeLessThan(0.02);
  const keys = found.map(({ code, distanceKm }) => [distanceKm!, code] as const);
  expect(keys).toEqual([...keys].sort(([a, x], [b, y]) => a - b || (x < y ? -1 : 1)));
  const { totalCount } = await search(`near: { ${AROUND}, km: 35 }, includeInactive: true, first: 1`);
  expect(totalCount).toBe(expected.length);
});

test.each([
  'kinds: [GP_PRACTICE]',
  'roles: ["RO177"]',
  'text: "surgery"',
  'text: "surgery", kinds: [GP_PRACTICE]',
  'postcode: "ZZ3"',
  'recordClass: SITE',
  'changedSince: "2020-01-01"',
  'includeInactive: true, text: "pharmacy"',
  `within: { code: "${KNOWN_CASES.region}", view: REPORTING }`,
])('near is combined with %s: what both find, nearest first, counted exactly', async (filter) => {
  const [without, near] = await Promise.all([
    everyPage(filter),
    everyPage(`near: { ${AROUND}, km: 60 }, includeInactive: true`),
  ]);
  const matching = new Set(without.map(({ code }) => code));
  const expected = near.filter(({ code }) => matching.has(code)).map(({ code }) => code);
  expect(expected.length).toBeGreaterThan(0);
  const found = await everyPage(`${filter}, near: { ${AROUND}, km: 60 }`, 31);
  expect(found.map(({ code }) => code)).toEqual(expected);
  expect((await search(`${filter}, near: { ${AROUND}, km: 60 }, first: 1`)).totalCount).toBe(expected.length);
});

test('near a postcode starts with the organisations at it; an outward part or a sector is its middle', async () => {
  const { nodes } = await search('near: { postcode: "zz22zz", km: 5 }, kinds: [GP_PRACTICE]');
  expect(nodes[0]).toMatchObject({ distanceKm: 0, address: { postcode: 'ZZ2 2ZZ' } });
  for (const postcode of ['zz2', 'ZZ2 2']) {
    const near = await everyPage(`near: { postcode: "${postcode}", km: 10 }`);
    expect(near.every(({ address }) => address!.postcode!.startsWith('ZZ2 '))).toBe(true);
  }
});

test('an organisation has its location, or why it has none', async () => {
  const reasons = new Map<string | null, number>();
  for (const { address, location, locationMissing } of everyone) {
    const postcode = address?.postcode ?? null;
    const at = postcode === null ? undefined : coordinates.get(postcode);
    const reason =
      postcode === null ? 'NO_POSTCODE' : at === undefined ? 'UNKNOWN_POSTCODE' : at ? null : 'NO_COORDINATES';
    expect([location && [location.latitude, location.longitude], locationMissing]).toEqual([at ?? null, reason]);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  expect([...reasons.keys()].sort()).toEqual(['NO_COORDINATES', 'NO_POSTCODE', 'UNKNOWN_POSTCODE', null]);
});

test('a location has the areas of its postcode, and the month in which it was terminated', async () => {
  const { data } = await execute(
    `{ organisation(code: "${KNOWN_CASES.practice}") { location { latitude longitude terminated areas { type code } } distanceKm } postcodeFiles { name date sha256 postcodes areas } }`,
  );
  const { organisation, postcodeFiles } = data as never as {
    organisation: { location: { areas: { type: string; code: string }[] } };
    postcodeFiles: object[];
  };
  expect(organisation).toMatchObject({
    location: { latitude: 50.9375, longitude: -2.477, terminated: null },
    distanceKm: null,
  });
  expect(organisation.location.areas).toContainEqual({ type: 'local_authority', code: 'X07000001' });
  expect(organisation.location.areas.map(({ type }) => type)).toEqual(
    'country region county local_authority ward constituency icb sub_icb lsoa msoa'.split(' '),
  );
  const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
  expect(postcodeFiles).toEqual([
    { name: 'ONSPD_AUG_2024_SAMPLE.csv', date: '2024-08-01', sha256, postcodes: 4_250, areas: ['ZZ'] },
  ]);
});

test('locations of a page cost one read', async () => {
  const { reads } = await createColdExecutor(graph)(
    '{ search(kinds: [GP_PRACTICE], first: 50) { nodes { location { latitude } locationMissing } } }',
  );
  expect(reads.filter(([name]) => name === 'location')).toHaveLength(1);
});

test('a moment in another release finds organisations where they were', async () => {
  const release = 'asOf: { release: "2024-06-30" }';
  const all = await everyPage(`${release}, includeInactive: true`);
  const expected = all.flatMap(({ code, address }) => {
    const at = coordinates.get(address?.postcode ?? '');
    return at && kilometres(CENTRE, at) <= 35 ? [code] : [];
  });
  const found = await everyPage(`${release}, near: { ${AROUND}, km: 35 }, includeInactive: true`);
  expect(found.map(({ code }) => code).sort()).toEqual(expected.sort());
});

test('suggestions near a place are nearest first, after a complete code', async () => {
  const suggest = async (args: string) => {
    const { data, errors } = await execute(`{ suggest(${args}) { code distanceKm } }`);
    expect(errors).toBeUndefined();
    return data!.suggest as { code: string; distanceKm: number | null }[];
  };
  const found = await suggest(`text: "surgery", near: { ${AROUND}, km: 80 }`);
  expect(found).toHaveLength(10);
  const expected = (await search(`text: "surgery", near: { ${AROUND}, km: 80 }, first: 10`)).nodes;
  expect(found).toEqual(expected.map(({ code, distanceKm }) => ({ code, distanceKm })));
  const byCode = await suggest(`text: "${KNOWN_CASES.practice}", near: { latitude: 57, longitude: -3, km: 1 }`);
  expect(byCode).toEqual([{ code: KNOWN_CASES.practice, distanceKm: null }]);
  const byCodeThere = await suggest(`text: "${KNOWN_CASES.practice}", near: { postcode: "ZZ2 2ZZ", km: 1 }`);
  expect(byCodeThere).toEqual([{ code: KNOWN_CASES.practice, distanceKm: 0 }]);
  expect(await suggest(`text: " ", near: { ${AROUND} }`)).toEqual([]);
});

test('a cursor belongs to one place', async () => {
  const { pageInfo } = await search(`near: { ${AROUND}, km: 35 }, first: 2`);
  const { errors } = await execute(
    `{ search(near: { ${AROUND}, km: 34 }, after: "${pageInfo.endCursor}") { totalCount } }`,
  );
  expect(errors).toMatchObject([{ code: 'INVALID_CURSOR' }]);
});

test.each([
  ['latitude: 95, longitude: 0', 'near.latitude takes -90 to 90; got 95.'],
  ['latitude: 51, longitude: -180.5', 'near.longitude takes -180 to 180; got -180.5.'],
  ['latitude: 51', 'near takes a postcode, or a latitude and a longitude.'],
  ['km: 5', 'near takes a postcode, or a latitude and a longitude.'],
  ['postcode: "ZZ2 2ZZ", latitude: 51, longitude: 0', 'near takes a postcode, or a latitude and a longitude.'],
  ['postcode: "ZZ2 2ZZ", km: 0', 'near.km takes more than 0 and at most 200; got 0.'],
  ['postcode: "ZZ2 2ZZ", km: -1', 'near.km takes more than 0 and at most 200; got -1.'],
  [`${AROUND}, km: 201`, 'near.km takes more than 0 and at most 200; got 201.'],
  ['postcode: "ZZ2 9QQ"', "No postcode 'ZZ2 9QQ' is loaded."],
  ['postcode: "QQ1"', "No postcode in 'QQ1' is loaded that has coordinates."],
  ['postcode: "ZZ"', "near.postcode takes a postcode, its outward part or its sector, for example SO23 8DQ; got 'ZZ'."],
  ['postcode: ""', "near.postcode takes a postcode, its outward part or its sector, for example SO23 8DQ; got ''."],
])('near: { %s } is refused', async (near, message) => {
  for (const query of [
    `{ search(near: { ${near} }) { totalCount } }`,
    `{ suggest(text: "x", near: { ${near} }) { code } }`,
  ])
    expect((await execute(query)).errors).toMatchObject([{ message, code: 'BAD_USER_INPUT' }]);
});

test('a postcode without coordinates is refused as such', async () => {
  const [postcode] = [...coordinates].find(([, at]) => at === null)!;
  const { errors } = await execute(`{ search(near: { postcode: "${postcode}" }) { totalCount } }`);
  expect(errors).toMatchObject([{ message: `The postcode '${postcode}' has no published coordinates.` }]);
});
