import type { Graph } from '../../graph/graph';
import { createReadSide, readQueries } from '../../graph/read-side';

/** Queries without a loader: the gateway runs them for itself, not for a request. */
const WITHOUT_LOADER = ['catalog', 'linkTypes', 'sizes', 'texts', 'textsOf', 'touched'];

test('each loader runs the query of its own name, and each query has a loader', () => {
  const { log: _, work: __, textIndex: ___, sizes: ____, ...loaders } = createReadSide({} as Graph).loaders();
  expect(Object.keys(loaders).sort()).toEqual(
    Object.keys(readQueries())
      .filter((name) => !WITHOUT_LOADER.includes(name))
      .sort(),
  );
});
