import { buildSchema, isEnumType, isObjectType, isScalarType, isSpecifiedScalarType, parse, validate } from 'graphql';
import { repositoryFiles, textOf } from './sources';

const schema = buildSchema(textOf('schema/api.graphql'));
const documents = repositoryFiles().filter((file) => /^explorer\/.+\.graphql$/.test(file));

test('the GraphQL documents of the explorer are valid against the schema', () => {
  expect(documents.length).toBeGreaterThan(5);
  const errors = documents.flatMap((file) =>
    validate(schema, parse(textOf(file))).map(({ message }) => `${file}: ${message}`),
  );
  expect(errors).toEqual([]);
});

test('the GraphQL documents of the dashboard are valid against the schema, as one document', () => {
  const files = repositoryFiles().filter((file) => /^examples\/dashboard\/src\/documents\/.+\.graphql$/.test(file));
  expect(files.length).toBeGreaterThan(2);
  expect(validate(schema, parse(files.map(textOf).join('\n')))).toEqual([]);
});

test('the code generation of the dashboard has a type for each scalar', () => {
  const scalars = Object.values(schema.getTypeMap()).filter(
    (type) => isScalarType(type) && !isSpecifiedScalarType(type),
  );
  const configured = textOf('examples/dashboard/codegen.ts');
  expect(scalars.length).toBeGreaterThan(0);
  expect(scalars.filter(({ name }) => !configured.includes(`${name}: '`))).toEqual([]);
});

test('the cache of the dashboard does not identify objects by an id that lacks the moment', () => {
  const withId = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && 'id' in type.getFields());
  const others = withId.filter(
    (type) => isObjectType(type) && !type.getInterfaces().some(({ name }) => name === 'Node'),
  );
  const policies = textOf('examples/dashboard/src/client.ts');
  // a release is the same on every day
  expect(others.map(({ name }) => name).filter((name) => !policies.includes(`${name}: { keyFields: false }`))).toEqual([
    'OdsRelease',
  ]);
});

test('the tree counts the children of every kind', () => {
  const kinds = schema.getType('OrganisationKind');
  const document = textOf('explorer/organisations/documents/tree-kinds.graphql');
  const counted = [...document.matchAll(/^ +(\w+): childCount\(view: \$view, kinds: \[(\w+)\]\)$/gm)];
  expect(isEnumType(kinds) && kinds.getValues().map(({ name }) => `${name} ${name}`)).toEqual(
    counted.map(([, alias, kind]) => `${alias} ${kind}`),
  );
});

test('a removed field is reported', () => {
  expect(validate(schema, parse('{ organisation(code: "X") { gone } }'))).toHaveLength(1);
});
