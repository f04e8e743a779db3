import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../../telemetry/metrics';
import { openEndpoint, type Endpoint, type EndpointSettings } from './endpoint';
import type { GatewayInterface } from '../graphql/fixed-gateway';
import { schemaRoute } from '../http/operational-routes';

/** A variant of the client schema that is served beside it. */
export interface ContractEndpoint {
  readonly name: string;
  readonly gateway: GatewayInterface;
  /** Hosts that serve nothing but this contract. */
  readonly hosts: readonly string[];
}

type Settings = Omit<
  EndpointSettings,
  'gateway' | 'path' | 'schemaPath' | 'isContract' | 'exposeQueryPlan' | 'metrics'
> & {
  readonly metrics: Metrics;
};

/** Serves each contract at a path of its own. Query plans are never shown: they have fields that the contract hides. */
export async function contractRoutes(
  app: FastifyInstance,
  contracts: readonly ContractEndpoint[],
  settings: Settings,
): Promise<readonly Endpoint[]> {
  const { introspection, caching, compressFrom } = settings;
  const open = async ({ name, gateway }: ContractEndpoint) => {
    const path = pathOf(name);
    const schemaPath = `${path}/schema.graphql`;
    const endpoint = await openEndpoint(app, {
      ...settings,
      gateway,
      path: `${path}/graphql`,
      schemaPath: introspection ? schemaPath : undefined,
      isContract: true,
      exposeQueryPlan: false,
      metrics: metricsOf(name, settings.metrics),
    });
    schemaRoute(app, schemaPath, { caching, compressFrom, sdl: endpoint.sdl });
    return endpoint;
  };
  return Promise.all(contracts.map(open));
}

function pathOf(name: string): string {
  return `/contract/${name}`;
}

/** The operations of a contract are counted in those of all, and on their own. */
function metricsOf(name: string, metrics: Metrics): EndpointSettings['metrics'] {
  return {
    cost: metrics.cost,
    recordError: metrics.recordError,
    recordNamedOperation: metrics.recordNamedOperation,
    observe: () => undefined, // the values of the whole client schema are observed
    recordOperation(outcome) {
      metrics.recordOperation(outcome);
      metrics.recordContractOperation(name, outcome);
    },
  };
}

/** Health of the process, which every host has. */
const EVERYWHERE = /^\/(livez|readyz)(\?|$)/;

/** Returns a function that returns the path of a request: that of the contract on its hosts, where nothing else is served. */
export function contractPaths(contracts: readonly ContractEndpoint[]): (host: string, path: string) => string {
  if (contracts.every(({ hosts }) => hosts.length === 0)) return (_host, path) => path;
  const contractOf = contractHosts(contracts);
  return (host, path) => {
    const name = contractOf(host);
    return name === undefined || EVERYWHERE.test(path) ? path : pathOf(name) + path;
  };
}

/** Returns a function that returns the name of the contract that a host serves alone; undefined for other hosts. */
export function contractHosts(contracts: readonly ContractEndpoint[]): (host: string) => string | undefined {
  const byHost = new Map(contracts.flatMap(({ name, hosts }) => hosts.map((host) => [host, name] as const)));
  return (host) => {
    const given = host.toLowerCase();
    return byHost.get(given) ?? byHost.get(given.replace(/:\d+$/, ''));
  };
}
