import { openRemote, type Remote, type RemoteSettings } from './http-executor';
import type { SubgraphExecutor } from './subgraph-executor';

/** Connections to other teams' subgraphs; those of a subgraph are kept from one graph to the next with its settings. */
export interface Remotes {
  of(settings: RemoteSettings): SubgraphExecutor;
  /** Whether the breaker of each subgraph is open. */
  breakers(): ReadonlyMap<string, boolean>;
  /** Closes the connections of all other settings. */
  keepOnly(settings: readonly RemoteSettings[]): Promise<void>;
}

export function openRemotes(): Remotes {
  const open = new Map<string, { readonly name: string; readonly remote: Remote }>();
  return {
    of(settings) {
      const key = JSON.stringify(settings);
      let entry = open.get(key);
      if (!entry) open.set(key, (entry = { name: settings.name, remote: openRemote(settings) }));
      return entry.remote.execute;
    },
    breakers: () => new Map([...open.values()].map(({ name, remote }) => [name, remote.breaker.isOpen])),
    async keepOnly(settings) {
      const kept = new Set(settings.map((each) => JSON.stringify(each)));
      const others = [...open].filter(([key]) => !kept.has(key));
      for (const [key] of others) open.delete(key);
      await Promise.all(others.map(([, { remote }]) => remote.close()));
    },
  };
}
