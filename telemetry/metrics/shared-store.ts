import type { MetricRegistry } from './registry';

export interface SharedStoreMetrics {
  /** Records a command to the shared store by what it is for and how it ended. */
  recordStoreCommand(command: string, outcome: string): void;
}

export function sharedStoreMetrics(registry: MetricRegistry): SharedStoreMetrics {
  const commands = registry.counter({
    name: 'ods_shared_store_commands_total',
    help: 'Commands to the Redis of CACHE_URL by how they ended: done, failed, late, or skipped after failures.',
    labelNames: ['command', 'outcome'],
  });
  return { recordStoreCommand: (command, outcome) => commands.inc({ command, outcome }) };
}
