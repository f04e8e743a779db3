import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, parse, print, visit } from 'graphql';
import { HOME } from '../../config';

const read = (name: string) => readFileSync(join(HOME, 'schema', `${name}.graphql`), 'utf8');
/** The released schema without descriptions, so that a line is a field. */
const released = print(
  visit(parse(read('released/api')), { StringValue: (_node, key) => (key === 'description' ? null : undefined) }),
);

/** The changes from the released schema to this one that break clients, as sentences. */
async function breaking(next: string): Promise<string[]> {
  const changes = await diff(buildSchema(released), buildSchema(next));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
}

test('schema/api.graphql breaks no client of the released schema', async () => {
  expect(await breaking(read('api'))).toEqual([]);
});

test.each([
  ['a removed field', /^ {2}isActive: .*$/m, '', "Field 'isActive' was removed from object type 'Organisation'"],
  ['a renamed argument', /^ {2}suggest\(text:/m, '  suggest(words:', "Argument 'text: String!' was removed"],
  ['a nullable result in place of a non-null one', /^ {2}name: String!/m, '  name: String', 'changed type from'],
  ['a removed enum value', /^ {2}LEGAL$/m, '', "Enum value 'LEGAL' was removed from enum"],
  ['a new required argument', 'organisation(', 'organisation(tenant: ID!, ', "'tenant: ID!'"],
  ['a removed type', /^enum ChangeKind \{[^}]*\}/m, 'scalar ChangeKind', "'ChangeKind'"],
])('%s is refused', async (_what, from, to, message) => {
  const changed = released.replace(from, to);
  expect(changed).not.toBe(released);
  expect((await breaking(changed)).join('\n')).toContain(message);
});

test('a new field and a new optional argument are accepted', async () => {
  const added = released.replace(/^type Query \{/m, 'type Query {\n  added(name: String): String\n');
  expect(added).not.toBe(released);
  expect(await breaking(added)).toEqual([]);
});
