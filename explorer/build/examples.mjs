import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../examples/', import.meta.url));
const MODULE = 'virtual:examples';

/** The module `virtual:examples`: title, description, query and variables of each example, without its response. */
export function examples() {
  return {
    name: 'examples',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id) => (id === `\0${MODULE}` ? `export const EXAMPLES = ${JSON.stringify(readExamples())};` : undefined),
  };
}

function readExamples() {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readExample(file.replace('.graphql', '')));
}

function readExample(name) {
  const query = readFileSync(`${FOLDER}${name}.graphql`, 'utf8');
  const { variables } = JSON.parse(readFileSync(`${FOLDER}${name}.json`, 'utf8'));
  const sentence = /^# (.+)\n/.exec(query)?.[1];
  if (sentence === undefined) throw new Error(`examples/${name}.graphql must begin with a comment that describes it.`);
  return { title: titleOf(name), sentence, query, variables };
}

function titleOf(name) {
  const words = name.replaceAll('-', ' ');
  return words[0].toUpperCase() + words.slice(1);
}
