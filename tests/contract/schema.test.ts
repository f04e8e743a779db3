import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
} from 'graphql';
import { referenceOf } from '../../cli/reference';
import { buildSubgraph, type Subgraph } from '../../resolvers/subgraph';
import { goldenText } from '../support/golden-file';

const ROOT = join(__dirname, '../..');
let subgraph: Subgraph;

beforeAll(async () => {
  subgraph = await buildSubgraph();
});

test.each(['subgraph', 'api'] as const)('schema/%s.graphql is what the classes say', (name) => {
  const sdl = name === 'api' ? subgraph.apiSdl : subgraph.sdl;
  expect(sdl).toBe(goldenText(join(ROOT, 'schema', `${name}.graphql`), sdl));
});

test('docs/api.md is the reference of the schema', () => {
  const text = referenceOf(buildSchema(subgraph.apiSdl));
  expect(text).toBe(goldenText(join(ROOT, 'docs/api.md'), text));
});

test('every link of the reference leads to one of its headings', () => {
  const text = readFileSync(join(ROOT, 'docs/api.md'), 'utf8');
  const headings = new Set([...text.matchAll(/^#+ (\w+)$/gm)].map(([, name]) => name!.toLowerCase()));
  const links = [...text.matchAll(/\]\(#(.*?)\)/g)].map(([, anchor]) => anchor!);
  expect(links.length).toBeGreaterThan(100);
  expect(links.filter((anchor) => !headings.has(anchor))).toEqual([]);
});

test('the committed api schema says nothing of federation, the subgraph schema all of it', () => {
  expect(subgraph.apiSdl.replaceAll('@specifiedBy', '')).not.toMatch(/@|_entities|_service/);
  expect(subgraph.sdl).toContain('type Organisation implements Node @key(fields: "code")');
  expect(subgraph.sdl).toContain('type PageInfo @shareable');
  expect(Object.keys(subgraph.schema.getQueryType()!.getFields())).toEqual(
    expect.arrayContaining(['_entities', '_service', 'organisation']),
  );
});

test('every part of the schema has a description that is a sentence', () => {
  const found = descriptions(buildSchema(subgraph.apiSdl));
  expect(found.length).toBeGreaterThan(400);
  expect(found.filter(([, text]) => text.length < 10 || !text.endsWith('.'))).toEqual([]);
});

test('every scalar names its specification', () => {
  const scalars = Object.values(buildSchema(subgraph.apiSdl).getTypeMap()).filter(isScalarType);
  const own = scalars.filter((type) => !isSpecifiedScalarType(type));
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter(({ specifiedByURL }) => !specifiedByURL?.startsWith('https://'))).toEqual([]);
});

/** Returns the place and text of each description: of types, fields, arguments, input fields and enum values. */
function descriptions(schema: GraphQLSchema): [string, string][] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  return types.flatMap((type) => [
    described(type.name, type),
    ...(isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
      ? Object.values(type.getFields()).flatMap((field) => ofField(type.name, field))
      : []),
    ...(isEnumType(type) ? type.getValues().map((value) => described(`${type.name}.${value.name}`, value)) : []),
  ]);
}

function ofField(type: string, field: GraphQLField<unknown, unknown> | GraphQLInputField): [string, string][] {
  const place = `${type}.${field.name}`;
  const args = 'args' in field ? field.args : [];
  return [described(place, field), ...args.map((arg) => described(`${place}(${arg.name})`, arg))];
}

function described(place: string, { description }: { description?: string | null }): [string, string] {
  return [place, description ?? ''];
}
