// Run by a test in a process of its own, for what may end the process: a document with fragments in a circle.
import { createRequire } from 'node:module';
import { transformFileSync } from '@swc/core';

const require = createRequire(import.meta.url);
require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file);

const { parse } = require('graphql');
const { compose } = require('../../../federation/supergraph/compose.ts');
const { createFederation } = require('../../../federation/federation.ts');
const { openPlanner } = require('../../../federation/planning/planner.ts');

const CIRCLE = '{ a { ...F } } fragment F on A { b ...G } fragment G on A { ...F }';
const supergraph = compose([{ name: 'one', sdl: 'type Query { a: A } type A { b: Int a: A }' }]);
const { executor } = createFederation({ supergraph, subgraphs: { one: () => ({ data: { a: null } }) } });

async function main(door) {
  if (door === 'planner') return openPlanner(supergraph)(CIRCLE);
  const { errors } = await executor({ document: parse(CIRCLE), request: {}, context: {} });
  return errors[0].message;
}

main(process.argv[2]).then((answer) => console.log(JSON.stringify(answer)));
