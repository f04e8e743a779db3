import { buildSchema, parse, validate } from 'graphql';
import { repositoryFiles, textOf } from './sources';

const schema = buildSchema(textOf('schema/api.graphql'));
const documents = repositoryFiles().filter((file) => /^explorer\/.+\.graphql$/.test(file));

test('the documents of the pages fit the schema', () => {
  expect(documents.length).toBeGreaterThan(5);
  const wrong = documents.flatMap((file) =>
    validate(schema, parse(textOf(file))).map(({ message }) => `${file}: ${message}`),
  );
  expect(wrong).toEqual([]);
});

test('a field that is gone is found', () => {
  expect(validate(schema, parse('{ organisation(code: "X") { gone } }'))).toHaveLength(1);
});
