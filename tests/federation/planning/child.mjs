// Started by a test as a separate process, because a document with cyclic fragments may end the process.
import { createRequire } from 'node:module';
import { transformFileSync } from '@swc/core';

const require = createRequire(import.meta.url);
require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file);

const { parse } = require('graphql');
const { compose } = require('../../../federation/supergraph/compose.ts');
const { createFederation } = require('../../../federation/federation.ts');
const { createPlanner } = require('../../../federation/planning/planner.ts');

const CIRCLE = '{ a { ...F } } fragment F on A { b ...G } fragment G on A { ...F }';
const supergraph = compose([{ name: 'one', sdl: 'type Query { a: A } type A { b: Int a: A }' }]);
const { executor } = createFederation({ supergraph, subgraphs: { one: () => ({ data: { a: null } }) } });

async function main(target) {
  if (target === 'planner') return createPlanner(supergraph)(CIRCLE);
  const { errors } = await executor({ document: parse(CIRCLE), request: {}, context: {} });
  return errors[0].message;
}

main(process.argv[2]).then((result) => console.log(JSON.stringify(result)));
