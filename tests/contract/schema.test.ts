import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
} from 'graphql';
import { referenceOf } from '../../cli/reference';
import { buildSubgraph, type Subgraph } from '../../resolvers/subgraph';
import { accepted } from '../support/accept';
import { promisesOf } from './schema-differences';

const ROOT = join(__dirname, '../..');
let subgraph: Subgraph;

beforeAll(async () => {
  subgraph = await buildSubgraph();
});

test.each(['subgraph', 'api'] as const)('schema/%s.graphql is what the classes say', (name) => {
  const sdl = name === 'api' ? subgraph.apiSdl : subgraph.sdl;
  expect(sdl).toBe(accepted(join(ROOT, 'schema', `${name}.graphql`), sdl));
});

test('docs/api.md is the reference of the schema', () => {
  const text = referenceOf(buildSchema(subgraph.apiSdl));
  expect(text).toBe(accepted(join(ROOT, 'docs/api.md'), text));
});

test('every link of the reference leads to one of its headings', () => {
  const text = readFileSync(join(ROOT, 'docs/api.md'), 'utf8');
  const headings = new Set([...text.matchAll(/^#+ (\w+)$/gm)].map(([, name]) => name!.toLowerCase()));
  const links = [...text.matchAll(/\]\(#(.*?)\)/g)].map(([, anchor]) => anchor!);
  expect(links.length).toBeGreaterThan(100);
  expect(links.filter((anchor) => !headings.has(anchor))).toEqual([]);
});

test('the committed api schema says nothing of federation, the subgraph schema all of it', () => {
  expect(subgraph.apiSdl).not.toMatch(/@|_entities|_service/);
  expect(subgraph.sdl).toContain('type Organisation @key(fields: "code")');
  expect(subgraph.sdl).toContain('type PageInfo @shareable');
  expect(Object.keys(subgraph.schema.getQueryType()!.getFields())).toEqual(
    expect.arrayContaining(['_entities', '_service', 'organisation']),
  );
});

test('every description carries an example', () => {
  expect(descriptions(buildSchema(subgraph.apiSdl)).filter(([, text]) => !/for example/i.test(text))).toEqual([]);
});

const contract = process.env.CONTRACT_SDL;

if (contract)
  test('the schema keeps every promise of the contract', () => {
    const promised = promisesOf(readFileSync(contract, 'utf8'));
    const kept = promisesOf(subgraph.apiSdl);
    expect([...promised].filter((promise) => !kept.has(promise))).toEqual([]);
  });
else
  test('the schema is compared with its committed files only: CONTRACT_SDL is not set', () => {
    process.stderr.write('CONTRACT_SDL is not set: the schema was not compared with the contract.\n');
    expect(promisesOf(readFileSync(join(ROOT, 'schema/api.graphql'), 'utf8'))).toEqual(promisesOf(subgraph.apiSdl));
  });

/** Where each description stands, and its text: of types, fields and arguments. */
function descriptions(schema: GraphQLSchema): [string, string][] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  return types.flatMap((type): [string, string][] => [
    ...(type === schema.getQueryType() ? [] : [[type.name, type.description ?? ''] as [string, string]]),
    ...(isObjectType(type) || isInputObjectType(type)
      ? Object.values(type.getFields()).flatMap((field) => ofField(type.name, field))
      : []),
  ]);
}

function ofField(type: string, field: GraphQLField<unknown, unknown> | GraphQLInputField): [string, string][] {
  const at = `${type}.${field.name}`;
  const args = 'args' in field ? field.args : [];
  return [
    [at, field.description ?? ''],
    ...args.map((arg): [string, string] => [`${at}(${arg.name})`, arg.description ?? '']),
  ];
}
