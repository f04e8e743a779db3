import type { IncomingHttpHeaders } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Door } from './fixed-gateway';
import type { Federation } from '../../federation/federation';
import type { RequestContext } from './request-context';

/** A door whose graph can be changed while requests are under way. */
export interface ChangingDoor extends Door {
  /** From now on requests are answered by another graph; those that were validated before end on their own. */
  change(to: Federation): void;
}

type Listener = Parameters<Door['onSchemaLoadOrUpdate']>[0];

/** Opens it; `close` is called when nothing is asked any more. */
export function openChangingDoor(first: Federation, close: () => Promise<void>): ChangingDoor {
  const listeners = new Set<Listener>();
  /** A request is executed by the graph that it was validated with. */
  const graphs = new WeakMap<GraphQLSchema, Federation>([[first.apiSchema, first]]);
  let live = first;
  const tell = (listener: Listener) => listener({ apiSchema: live.apiSchema, coreSupergraphSdl: live.supergraph.sdl });
  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async load() {
      listeners.forEach(tell);
      return {
        async executor({ schema, document, operationName, request, context }) {
          const headers = headersOf((context as RequestContext).request.headers);
          const { variables } = request;
          const name = operationName ?? request.operationName;
          const operation = {
            schema,
            document,
            operationName: name,
            request: { variables, http: { headers } },
            context,
          };
          return graphs.get(schema)!.executor(operation);
        },
      };
    },
    change(to) {
      graphs.set(to.apiSchema, to);
      live = to;
      listeners.forEach(tell);
    },
    async stop() {
      listeners.clear();
      await close();
    },
  };
}

/** The client's own headers: Apollo Server was told of none. */
function headersOf(headers: IncomingHttpHeaders) {
  return {
    get(name: string): string | undefined {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}
