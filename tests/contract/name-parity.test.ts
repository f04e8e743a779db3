import type { Graph } from '../../graph/graph';
import { createReads, readQueries } from '../../graph/read-side';

/** Queries that no loader asks: the process asks them about itself, not about organisations. */
const OF_THE_PROCESS = ['catalog', 'linkTypes', 'touched'];

test('each loader runs the query of its own name, and each query has a loader', () => {
  const { log: _, ...loaders } = createReads({} as Graph).loaders();
  expect(Object.keys(loaders).sort()).toEqual(
    Object.keys(readQueries())
      .filter((name) => !OF_THE_PROCESS.includes(name))
      .sort(),
  );
});
