import { createHttpExecutor, type HttpExecutor, type HttpExecutorSettings } from './http-executor';
import type { SubgraphExecutor } from './subgraph-executor';

/** HTTP executors by their settings. A reload of the supergraph reuses the connections of unchanged settings. */
export interface ExecutorPool {
  executorFor(settings: HttpExecutorSettings): SubgraphExecutor;
  /** Whether the circuit breaker of each subgraph is open, by subgraph name. */
  breakers(): ReadonlyMap<string, boolean>;
  /** Closes the executors of all other settings. */
  closeAllExcept(settings: readonly HttpExecutorSettings[]): Promise<void>;
}

export function createExecutorPool(): ExecutorPool {
  const open = new Map<string, { readonly name: string; readonly executor: HttpExecutor }>();
  return {
    executorFor(settings) {
      const key = JSON.stringify(settings);
      let entry = open.get(key);
      if (!entry) open.set(key, (entry = { name: settings.name, executor: createHttpExecutor(settings) }));
      return entry.executor.execute;
    },
    breakers: () => new Map([...open.values()].map(({ name, executor }) => [name, executor.breaker.isOpen])),
    async closeAllExcept(settings) {
      const kept = new Set(settings.map((each) => JSON.stringify(each)));
      const others = [...open].filter(([key]) => !kept.has(key));
      for (const [key] of others) open.delete(key);
      await Promise.all(others.map(([, { executor }]) => executor.close()));
    },
  };
}
