import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';

export const SCHEMA = fileURLToPath(new URL('../../schema/api.graphql', import.meta.url));
const MODULE = 'virtual:own-fields';

/** The module `virtual:own-fields`: the names of the fields of Organisation in our own subgraph. */
export function ownFields() {
  return {
    name: 'own-fields',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id) => (id === `\0${MODULE}` ? `export const OWN_FIELDS = ${JSON.stringify(fieldNames())};` : undefined),
  };
}

function fieldNames() {
  return Object.keys(buildSchema(readFileSync(SCHEMA, 'utf8')).getType('Organisation').getFields());
}
