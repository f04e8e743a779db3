// Checks schema/api.graphql with the rules of graphql-eslint and graphql-schema-linter, those for Relay among them.
// docs/decisions/0007-lint-rules-of-the-schema.md gives the reason for each rule that is left out.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parser, rules } from '@graphql-eslint/eslint-plugin';
import { Linter } from 'eslint';

const HERE = dirname(fileURLToPath(import.meta.url));
const SCHEMA = join(HERE, '../../schema/api.graphql');

const ESLINT_RULES = {
  'relay-page-info': 'error',
  'relay-connection-types': 'error',
  'relay-arguments': ['error', { includeBoth: true }],
  'relay-edge-types': [
    'error',
    { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
  ],
  'require-description': [
    'error',
    { types: true, rootField: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true },
  ],
  'unique-enum-value-names': 'error',
  'known-type-names': 'error',
  'no-hashtag-description': 'error',
  'no-unreachable-types': 'error',
  'description-style': ['error', { style: 'block' }],
  'no-typename-prefix': 'error',
  'require-deprecation-reason': 'error',
  'naming-convention': [
    'error',
    {
      types: 'PascalCase',
      FieldDefinition: 'camelCase',
      InputValueDefinition: 'camelCase',
      Argument: 'camelCase',
      EnumValueDefinition: 'UPPER_CASE',
    },
  ],
};

const LINTER_RULES = [
  'relay-connection-types-spec',
  'relay-connection-arguments-spec',
  'relay-page-info-spec',
  'arguments-have-descriptions',
  'defined-types-are-used',
  'deprecations-have-a-reason',
  'descriptions-are-capitalized',
  'enum-values-all-caps',
  'enum-values-have-descriptions',
  'fields-are-camel-cased',
  'fields-have-descriptions',
  'input-object-values-are-camel-cased',
  'input-object-values-have-descriptions',
  'types-are-capitalized',
  'types-have-descriptions',
];

/** Returns a line for each breach that graphql-eslint finds. */
function eslintBreaches() {
  const source = readFileSync(SCHEMA, 'utf8');
  const config = {
    files: ['**/*.graphql'],
    languageOptions: { parser, parserOptions: { graphQLConfig: { schema: SCHEMA } } },
    plugins: { graphql: { rules } },
    rules: Object.fromEntries(Object.entries(ESLINT_RULES).map(([name, options]) => [`graphql/${name}`, options])),
  };
  const found = new Linter({ cwd: dirname(SCHEMA) }).verify(source, config, SCHEMA);
  return found.map(({ line, ruleId, message }) => `graphql-eslint ${line}: ${message} (${ruleId})`);
}

/** Returns a line for each breach that graphql-schema-linter finds. */
function linterBreaches() {
  const command = join(HERE, 'node_modules/.bin/graphql-schema-linter');
  const { stdout, stderr } = spawnSync(command, ['--format', 'compact', '--rules', LINTER_RULES.join(','), SCHEMA], {
    encoding: 'utf8',
  });
  return [stdout, stderr].flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
}

const breaches = [...eslintBreaches(), ...linterBreaches()];
for (const breach of breaches) console.error(breach);
const count = Object.keys(ESLINT_RULES).length + LINTER_RULES.length;
console.log(`schema/api.graphql: ${count} rules, ${breaches.length} breaches.`);
process.exitCode = breaches.length === 0 ? 0 : 1;
