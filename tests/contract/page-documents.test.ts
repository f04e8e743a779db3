import { buildSchema, parse, validate } from 'graphql';
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

test('a removed field is reported', () => {
  expect(validate(schema, parse('{ organisation(code: "X") { gone } }'))).toHaveLength(1);
});
