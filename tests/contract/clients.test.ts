import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNullableType,
  isInterfaceType,
  isObjectType,
  KnownDirectivesRule,
  parse,
  specifiedRules,
  validate,
  type GraphQLObjectType,
} from 'graphql';
import { HOME } from '../../config';
import { CATALOGUE } from '../../errors';
import { repositoryFiles, textOf } from './sources';

const FOLDER = 'examples/clients';
const schema = buildSchema(textOf('schema/api.graphql'));
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const objects = types.filter((type): type is GraphQLObjectType => isObjectType(type));

describe('the documents of the example clients are valid against the schema', () => {
  const files = repositoryFiles().filter((file) => file.startsWith(`${FOLDER}/documents/`));

  test.each(files)('%s', (file) => {
    expect(validate(schema, parse(textOf(file)))).toEqual([]);
  });

  test('those of Relay, apart from its own directives', () => {
    const rules = specifiedRules.filter((rule) => rule !== KnownDirectivesRule);
    const found = [...textOf(`${FOLDER}/relay/documents.js`).matchAll(/graphql`([^`]+)`/g)].map(([, text]) => text!);
    expect(found.length).toBeGreaterThan(5);
    expect(found.flatMap((text) => validate(schema, parse(text), rules))).toEqual([]);
  });
});

describe('the cache policy of the example clients knows every type', () => {
  /** Returns the value of a constant of support/policy.mjs, which Jest cannot import. */
  const policy = (name: string): unknown => {
    const source = textOf(`${FOLDER}/support/policy.mjs`).replaceAll('export const', 'const');
    return new Function(`${source}; return ${name};`)();
  };

  test('the types of each interface', () => {
    const interfaces = types.filter(isInterfaceType).map((type) => {
      const names = schema.getPossibleTypes(type).map(({ name }) => name);
      return [type.name, names.sort()];
    });
    expect(policy('POSSIBLE_TYPES')).toEqual(Object.fromEntries(interfaces));
  });

  test('whether the id of a type is enough to keep its objects by', () => {
    const withId = objects.filter((type) => 'id' in type.getFields()).map(({ name }) => name);
    expect([...(policy('BY_ID') as string[]), ...(policy('NOT_BY_ID') as string[])].sort()).toEqual(withId.sort());
  });

  test('the fields that return a connection', () => {
    const connections = objects.map((type) => {
      const fields = Object.values(type.getFields()).filter((field) => /Connection!?$/.test(String(field.type)));
      return [type.name, fields.map(({ name }) => name).sort()] as const;
    });
    const expected = Object.fromEntries(connections.filter(([, names]) => names.length > 0));
    const listed = Object.entries(policy('CONNECTIONS') as Record<string, string[]>);
    expect(Object.fromEntries(listed.map(([type, names]) => [type, [...names].sort()]))).toEqual(expected);
  });

  test('the types of which a field holds one object, without an id of its own', () => {
    const held = new Set<string>();
    const notById = policy('NOT_BY_ID') as string[];
    for (const type of objects.filter(({ name }) => name !== 'Query' && !name.endsWith('Connection')))
      for (const field of Object.values(type.getFields())) {
        const one = getNullableType(field.type);
        if (!isObjectType(one) || one.name.endsWith('Connection')) continue;
        if (!('id' in one.getFields()) || notById.includes(one.name)) held.add(one.name);
      }
    expect(policy('HELD')).toEqual([...held].sort());
  });

  test('the types without an id that graphcache is told of', () => {
    const source = textOf(`${FOLDER}/support/graphcache.mjs`);
    const parts = /PARTS = \[([^;]+)\];/.exec(source)![1]!.match(/\w+/g)!;
    const withoutId = objects.filter((type) => !('id' in type.getFields()) && type.name !== 'Query');
    expect(parts.sort()).toEqual(withoutId.map(({ name }) => name).sort());
  });
});

describe('docs/errors.md', () => {
  const text = readFileSync(join(HOME, 'docs/errors.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([A-Z_]+)` *\| (\d+) *\| (.+?) *\| (.+?) *\|$/gm)];

  test('lists every code with its status', () => {
    const documented = rows.map(([, code, status]) => [code, Number(status)]);
    const order = (list: unknown[][]) => [...list].sort(([a], [b]) => String(a).localeCompare(String(b)));
    const expected = Object.entries(CATALOGUE).map(([code, { status }]) => [code, status]);
    expect(order(documented)).toEqual(order(expected));
  });

  test('says to repeat a request exactly where the error itself does', () => {
    const repeated = rows.filter(([, , , repeat]) => repeat!.startsWith('yes')).map(([, code]) => code);
    const expected = Object.entries(CATALOGUE).filter(([, { next }]) => /try again|Retry-After/i.test(next));
    expect(repeated.sort()).toEqual(expected.map(([code]) => code).sort());
  });
});
