import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { replacements, type Loaded } from '../../../explorer/playground/examples/example-variables';

const FOLDER = join(HOME, 'examples');
const names = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'));
const titleOf = (file: string) => {
  const words = file.replace('.graphql', '').replaceAll('-', ' ');
  return words[0]!.toUpperCase() + words.slice(1);
};
const variablesOf = (file: string) =>
  (
    JSON.parse(readFileSync(join(FOLDER, file.replace('.graphql', '.json')), 'utf8')) as {
      variables: Record<string, unknown>;
    }
  ).variables;

const coded = (...codes: string[]) => ({ nodes: codes.map((code) => ({ code })) });
const LOADED: Loaded = {
  sample: null,
  releases: [
    { id: '2024-10-31', publicationDate: '2024-10-31' },
    { id: '2024-07-31', publicationDate: '2024-07-31' },
  ],
  regions: coded('Y56'),
  boards: coded('QE1'),
  trusts: coded('RR8'),
  networks: {
    nodes: [
      { code: 'U00000', members: { nodes: [] } },
      {
        code: 'U12345',
        members: {
          nodes: [
            {
              code: 'A81001',
              name: 'THE SURGERY',
              address: { town: 'STOCKTON' },
              region: { organisations: [{ code: 'Y63' }] },
              sites: coded('A81001001'),
            },
          ],
        },
      },
    ],
  },
  former: {
    nodes: [
      { code: 'A81001', becameNow: [{ code: 'A81001' }] },
      { code: 'A81002', becameNow: [{ code: 'A81003' }] },
    ],
  },
  findings: { nodes: [{ rule: { id: 'name-shared' }, organisation: { code: 'A81004' } }] },
};

test('every example that names codes, words or releases of the sample has others for the loaded releases', () => {
  expect(names.length).toBeGreaterThan(15);
  for (const file of names) {
    const before = variablesOf(file);
    const after = { ...before, ...replacements(titleOf(file), LOADED) };
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect([file, JSON.stringify(after)]).not.toEqual([file, expect.stringMatching(/"zx|exampleton|2024-06-30/i)]);
  }
});

test('what was not found keeps the variable of the sample', () => {
  const nothing: Loaded = { ...LOADED, networks: { nodes: [] }, former: { nodes: [] }, findings: { nodes: [] } };
  expect(replacements('Network', nothing)).toEqual({ day: '2024-10-31' });
  expect(replacements('Closed practice and its successor', nothing)).toEqual({});
});

test('a mistyped code has a letter O for a 0', () => {
  expect(replacements('Mistyped code', LOADED)).toEqual({ code: 'A810O1', typed: 'A810O1' });
});
