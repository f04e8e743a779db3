import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  introspectionFromSchema,
  lexicographicSortSchema,
  parse,
  printSchema,
  validate,
  type IntrospectionObjectType,
} from 'graphql';
import { parse as parseYaml } from 'yaml';
import { HOME } from '../../../config';
import {
  buildQuery,
  otherTeamsFields,
  type Field,
} from '../../../explorer/organisations/organisation/other-teams/fields';
import { createFederation } from '../../../federation/federation';
import { createHttpExecutor } from '../../../federation/subgraphs/http-executor';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import { startSourceFile } from '../../support/process/processes';
import { waitFor } from '../../support/process/wait-for';
import { compose, createQuery, planning } from '../federate';

const textOf = (path: string) => readFileSync(join(HOME, path), 'utf8');
const ours = { name: 'organisations', sdl: textOf('schema/subgraph.graphql') };
const sdlOf = (name: string) => textOf(`examples/subgraphs/${name}/schema.graphql`);
const publicSchema = (name: string, sdl: string) =>
  lexicographicSortSchema(readSupergraph(compose([ours, { name, sdl }])).apiSchema);

/** Each example in another language, the tools that it needs, and what the page of an organisation shows of it. */
const EXAMPLES = [
  {
    name: 'inspections',
    tools: ['python3'],
    shown: { inspection: { rating: 'POOR', on: '2023-02-03', bedsSeen: 3 } },
    code: 'ZXP0001',
  },
  {
    name: 'staff',
    tools: ['mvn', 'javac'],
    shown: {
      staffTotal: 1068,
      staffGroups: [
        { name: 'Others', people: 658 },
        { name: 'Doctors', people: 221 },
        { name: 'Nurses', people: 189 },
      ],
    },
    code: 'ZXT01',
  },
];

test('all examples compose together, and their queries are valid', () => {
  const folder = join(HOME, 'examples/subgraphs');
  const file = parseYaml(readFileSync(join(folder, 'subgraphs-all.yaml'), 'utf8')) as { subgraphs: Entry[] };
  const definitions = file.subgraphs.map(({ name, schema }) => ({
    name,
    sdl: readFileSync(join(folder, schema), 'utf8'),
  }));
  const { apiSchema } = readSupergraph(compose([ours, ...definitions]));
  const queries = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  expect(queries.length).toBeGreaterThan(2);
  expect(queries.flatMap((name) => validate(apiSchema, parse(readFileSync(join(folder, name), 'utf8'))))).toEqual([]);
});

interface Entry {
  readonly name: string;
  readonly schema: string;
}

describe.each(EXAMPLES)('the example $name', ({ name, tools, shown, code }) => {
  const missing = tools.filter((tool) => spawnSync(tool, ['--version']).status !== 0);

  test('its SDL composes with ours', () => {
    const fields = publicSchema(name, sdlOf(name)).getType('Organisation');
    expect(Object.keys((fields as never as { getFields(): object }).getFields())).toEqual(
      expect.arrayContaining(Object.keys(shown)),
    );
  });

  if (missing.length > 0)
    return test(`it is not started, because this machine has no ${missing.join(' and no ')}`, () => {
      console.warn(`The example ${name} was not started: this machine has no ${missing.join(' and no ')}.`);
    });

  let example: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => (example = await start(name)), 180_000); // packages of other languages may be installed
  afterAll(() => example?.close());

  test('it gives the SDL of the repository', async () => {
    const { _service } = (await example.query('{ _service { sdl } }')) as { _service: { sdl: string } };
    expect(printSchema(publicSchema(name, _service.sdl))).toBe(printSchema(publicSchema(name, sdlOf(name))));
  });

  test('its entities are in the order of the codes', async () => {
    const codes = ['no code', code, 'no code either'];
    const representations = codes.map((each) => ({ __typename: 'Organisation', code: each }));
    const query =
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Organisation { code } } }';
    expect(await example.query(query, { representations })).toEqual({
      _entities: codes.map((each) => ({ code: each })),
    });
  });

  test('the page of an organisation shows its figures', async () => {
    const executeOurs = () => ({ data: { organisation: { __typename: 'Organisation', code } } });
    const federation = createFederation({
      supergraph: compose([ours, { name, sdl: sdlOf(name) }]),
      subgraphs: { organisations: executeOurs, [name]: example.execute },
      planning,
    });
    const types = introspectionFromSchema(federation.apiSchema).__schema.types as readonly IntrospectionObjectType[];
    const fieldsOf = async (type: string) =>
      types.find((each) => each.name === type)!.fields as never as readonly Field[];
    const own = Object.keys(ourFields());
    const fields = await otherTeamsFields(own, fieldsOf);
    const { data, errors } = await createQuery(federation)(buildQuery(fields.shown), { code });
    expect({ data, errors }).toEqual({ data: { organisation: shown }, errors: undefined });
  });
});

function ourFields(): object {
  const type = readSupergraph(compose([ours])).apiSchema.getType('Organisation');
  return (type as never as { getFields(): object }).getFields();
}

/** Starts an example as its README says, on a free port. */
async function start(name: string) {
  const { child, text, finished } = startSourceFile('examples/subgraphs/main.js', [name], {
    [`${name.toUpperCase()}_PORT`]: '0',
  });
  const failed = finished.then(({ err }) => Promise.reject(new Error(err)));
  const listening = waitFor(
    `the address of ${name}`,
    () => new RegExp(`${name} +(http:\\S+)\n`).exec(text.out)?.[1],
    170,
  );
  const executor = createHttpExecutor({ name, url: await Promise.race([listening, failed]), timeoutMs: 20_000 });
  const query = async (operation: string, variables: Record<string, unknown> = {}) => {
    const request = {
      operation: { subgraph: name, query: operation, kind: 'query' },
      variables,
      variablesText: () => JSON.stringify(variables),
    };
    return (await executor.execute(request as never)).data;
  };
  const close = async () => {
    await executor.close();
    child.kill();
    await finished;
  };
  return { query, execute: executor.execute, close };
}
