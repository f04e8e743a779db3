import type { Graph } from '../../../graph/graph';

const AN_HOUR_AGO = {
  name: 'an-hour-ago',
  text: 'MATCH (c:Catalog) WHERE c.sweeping IS NOT NULL SET c.sweeping = timestamp() - 3600000',
};

/** The same graph, in which an hour passes after releases were removed: nobody can read them any more. */
export function hourLater(graph: Graph): Graph {
  return {
    ...graph,
    async write<Row extends object>(...[steps, options]: Parameters<Graph['write']>) {
      const tables = await graph.write<Row>(steps, options);
      if (steps.some(({ statement }) => statement.name === 'take-out-releases'))
        await graph.write([{ statement: AN_HOUR_AGO }]);
      return tables;
    },
  };
}
