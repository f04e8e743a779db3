import type { GraphQLSchema } from 'graphql';
import type { Federation } from '../../federation/federation';
import { ResponseHeaders } from '../../federation/subgraphs/http/response-headers';
import type { SupergraphManager } from '../../federation/supergraph-manager';
import type { GatewayInterface } from './fixed-gateway';
import type { RequestContext, RequestInfo } from './request-context';

type Listener = Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0];

/** A federation that changes, as a SupergraphManager has it. */
export type ServedFederation = Pick<SupergraphManager, 'current' | 'onChange' | 'close'>;

/** Returns one contract of a supergraph manager, which others close. */
export function contractOf(manager: SupergraphManager, name: string): ServedFederation {
  return {
    get current() {
      return manager.contracts.get(name)!;
    },
    onChange: (listener) => manager.onChange(() => listener(manager.contracts.get(name)!)),
    close: async () => undefined,
  };
}

/** Adapts a supergraph manager to Apollo Server: the schema changes with each reload. Stopping it closes the manager. */
export function reloadableGateway(manager: ServedFederation): GatewayInterface {
  const listeners = new Set<Listener>();
  /** A request is executed by the federation whose schema validated it, also after a reload. */
  const federations = new WeakMap<GraphQLSchema, Federation>([[manager.current.apiSchema, manager.current]]);
  const notify = (listener: Listener) => {
    const { apiSchema, supergraph } = manager.current;
    listener({ apiSchema, coreSupergraphSdl: supergraph.sdl });
  };
  manager.onChange((federation) => {
    federations.set(federation.apiSchema, federation);
    listeners.forEach(notify);
  });
  return {
    overrides: () => manager.current.overrides ?? {},
    sharing: () => manager.current.sharing,
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async load() {
      listeners.forEach(notify);
      return {
        async executor({ schema, document, operationName, request, context }) {
          const { request: info } = context as RequestContext;
          const { budget } = info;
          const http = { headers: headersOf(info), responseHeaders: (info.responseHeaders = new ResponseHeaders()) };
          const { variables } = request;
          return federations.get(schema)!.executor({
            schema,
            document,
            operationName: operationName ?? request.operationName,
            request: { variables, http },
            context: budget ? Object.assign({}, context, { items: budget }) : context,
            budget,
            identity: info.identity ?? undefined,
            onIdentityUsed: () => void (info.isPersonal = true),
          });
        },
      };
    },
    async stop() {
      listeners.clear();
      await manager.close();
    },
  };
}

/**
 * The client's headers, with the id of the request also if the client sent none, and with those that are made from the claims
 * of its token, which no client can set. Apollo Server receives only some of them. The header with the token has no name in the
 * list, so that only a rule with its name forwards it.
 */
function headersOf({ headers, id, identity }: RequestInfo) {
  return {
    get(name: string): string | undefined {
      if (name === 'x-request-id') return id;
      const claim = identity?.headers.get(name);
      if (claim !== undefined) return claim ?? undefined;
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    names() {
      const sent = Object.keys(headers).filter((name) => name !== identity?.tokenHeader);
      return [...new Set([...sent, ...(identity?.headers.keys() ?? [])])];
    },
  };
}
