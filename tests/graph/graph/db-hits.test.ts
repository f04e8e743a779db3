import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parameters, Statement } from '../../../graph/graph';
import { typedIncoming, typedOutgoing, typedRelationship } from '../../../graph/batching/typed-relationships';
import { createReadSide, readQueries } from '../../../graph/read-side';
import { sampleGraph } from '../../support/database/sample-graph';
import { profileDbHits } from '../../support/database/query-plan';

/** The parameters to profile a query with, and the divisor of its hits: its keys, or its rows where one key finds many. */
interface Sample {
  readonly parameters: Parameters;
  readonly keys: number;
}

const GOLDEN = join(__dirname, 'db-hits.json');
const ALLOWED = 1.05;
const release = 2;
const queries = readQueries();
const codes = Array.from({ length: 100 }, (_, at) => `ZXP${String(at + 1).padStart(4, '0')}`);
const hubs = Array.from({ length: 20 }, (_, at) => `ZXS${String(at + 1).padStart(3, '0')}`);

const byCode: Sample = { parameters: { keys: codes.map((code) => ({ code, release })) }, keys: codes.length };
const one = (key: object): Sample => ({ parameters: { keys: [{ ...key, release }] }, keys: 1 });
const none: Sample = { parameters: {}, keys: 1 };

const SAMPLES: Readonly<Record<keyof typeof queries, Sample>> = {
  state: { parameters: { keys: codes, releases: codes.map(() => release) }, keys: codes.length },
  roles: byCode,
  outgoing: byCode,
  incoming: { parameters: { keys: { RE4: hubs.map((code, at) => ({ at, code, release })) } }, keys: hubs.length },
  relationship: one({ id: '104290572' }),
  predecessors: byCode,
  successors: byCode,
  holders: one({ role: 'RO272' }),
  codeList: one({ list: 'role' }),
  uprn: one({ uprn: '900000000001' }),
  codes: one({ after: 'ZXP' }),
  findings: {
    parameters: { keys: [{ rule: 'name-shared', code: 'ZXV', hash: '', release }], most: 20 },
    keys: 1,
  },
  findingsOf: byCode,
  findingCounts: one({ rule: 'filler-date' }),
  measures: { parameters: { keys: [{ generation: 1 }] }, keys: 1 },
  measurements: {
    parameters: { keys: codes.map((code) => ({ measure: 'gp-list-size', code, generation: 1 })) },
    keys: codes.length,
  },
  dimensionValues: {
    parameters: {
      keys: codes.map((code) => ({ measure: 'gp-list-size', dimension: 'none', code, generation: 1 })),
    },
    keys: codes.length,
  },
  measured: { parameters: { keys: [{ measure: 'gp-list-size', generation: 1 }] }, keys: 1 },
  extracts: { parameters: { keys: [{ generation: 1 }] }, keys: 1 },
  values: { parameters: { keys: [{ extract: 1, after: 'ZXP0100' }] }, keys: 100 },
  identities: { parameters: { keys: [{ after: 'ZXP', release }] }, keys: 500 },
  location: {
    parameters: { keys: codes.map(() => ({ area: 'ZZ', sector: 'ZZ2 2', unit: 'ZZ', generation: 1 })) },
    keys: codes.length,
  },
  centre: { parameters: { keys: [{ area: 'ZZ', sectors: 'ZZ2 ', generation: 1 }] }, keys: 1 },
  places: one({ after: 'ZXP' }),
  postcodeFiles: { parameters: { keys: [{ generation: 1 }] }, keys: 1 },
  catalog: none,
  touched: { parameters: { after: 1, upTo: 2 }, keys: 1 },
  linkTypes: none,
  sizes: { parameters: { numbers: [1, 2] }, keys: 2 },
  texts: { parameters: { after: 'ZXP', upTo: release }, keys: 1_000 },
  textsOf: { parameters: { codes, upTo: release }, keys: codes.length },
};

test('no query costs 5 % more database hits for each key than its golden value', async () => {
  const reads = createReadSide(sampleGraph(), { deadlineMs: 20_000 });
  await reads.catalog.snapshot();
  const types = reads.catalog.linkTypes();
  const hits: Record<string, number> = {};
  for (const [name, { parameters, keys }] of Object.entries(SAMPLES)) {
    const statement = toStatement(name as keyof typeof queries, types);
    hits[name] = Math.round(((await profileDbHits(statement, parameters)) / keys) * 10) / 10;
  }
  if (process.env.ACCEPT) writeFileSync(GOLDEN, `${JSON.stringify(hits, null, 2)}\n`);
  const golden = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Record<string, number>;
  expect(Object.keys(hits).sort()).toEqual(Object.keys(golden).sort());
  const regressions = Object.entries(hits).filter(([name, found]) => found > (golden[name] as number) * ALLOWED);
  expect(regressions.map(([name, found]) => `${name}: ${found} instead of ${golden[name]}`)).toEqual([]);
});

test('every query has a sample, and every loader has a query', () => {
  expect(Object.keys(SAMPLES).sort()).toEqual(Object.keys(queries).sort());
  const loaders = Object.keys(createReadSide(sampleGraph()).loaders()).filter(
    (name) => !['log', 'work', 'textIndex', 'sizes'].includes(name),
  );
  expect(loaders.sort()).toEqual(
    Object.keys(queries)
      .filter((name) => !['catalog', 'touched', 'linkTypes', 'sizes', 'texts', 'textsOf'].includes(name))
      .sort(),
  );
});

function toStatement(name: keyof typeof queries, types: readonly string[]): Statement {
  if (name === 'relationship') return typedRelationship(queries.relationship, () => types)();
  if (name === 'outgoing') return typedOutgoing(queries.outgoing, () => types)();
  return name === 'incoming' ? typedIncoming(queries.incoming, () => types).statement() : queries[name];
}
