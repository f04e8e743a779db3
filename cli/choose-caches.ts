import type { Config } from '../config';
import { chooseCacheSizes, type CacheChoice } from '../gateway/memory/cache-sizes';
import { heapLimit } from '../gateway/memory/heap';
import type { Logger } from '../telemetry/logger';
import { flagsOf, type CommandContext } from './command';

/** Chooses the sizes of the caches for the heap of this process. */
export function chooseCaches({ config, env }: Pick<CommandContext, 'config' | 'env'>): CacheChoice {
  const { CACHE_BYTES: facts, RESPONSE_CACHE_BYTES: responses, SUBGRAPH_CACHE_BYTES: subgraphs } = config();
  const limit = heapLimit(flagsOf(env));
  return chooseCacheSizes(limit, { facts, responses, subgraphs });
}

/** Logs what the caches get. It is a warning if a setting that was given does not fit into the heap. */
export function logCaches(choice: CacheChoice, context: Pick<CommandContext, 'config' | 'env'>, logger: Logger): void {
  const { env } = context;
  const config = context.config();
  const given = SETTINGS.filter((name) => env[name]?.trim() && config[name] > 0);
  const level = choice.isReduced && given.length > 0 ? 'warn' : 'info';
  const { heapLimit: limit, budget: bytes, sizes } = choice;
  logger[level]({ heapLimitBytes: limit, cacheBytes: bytes, caches: sizes }, toMessage(choice, config));
}

const SETTINGS = ['CACHE_BYTES', 'RESPONSE_CACHE_BYTES', 'SUBGRAPH_CACHE_BYTES'] as const;

function toMessage({ heapLimit: limit, budget, sizes, isReduced }: CacheChoice, config: Config): string {
  if (!isReduced) return `the caches take at most ${mib(sumOf(sizes))} MiB of the heap of ${mib(limit)} MiB`;
  const { CACHE_BYTES: facts, RESPONSE_CACHE_BYTES: responses, SUBGRAPH_CACHE_BYTES: subgraphs } = config;
  return [
    `the heap of ${mib(limit)} MiB has room for ${mib(budget)} MiB of caches, so every cache is smaller:`,
    `${mib(sizes.facts)} MiB of facts instead of CACHE_BYTES=${facts},`,
    `${mib(sizes.responses)} MiB of responses instead of RESPONSE_CACHE_BYTES=${responses}${subgraphs > 0 ? ',' : '.'}`,
    ...(subgraphs > 0
      ? [`${mib(sizes.subgraphs)} MiB of responses of subgraphs instead of SUBGRAPH_CACHE_BYTES=${subgraphs}.`]
      : []),
    'Set a larger heap with NODE_OPTIONS=--max-old-space-size, in MiB, or smaller caches',
  ].join(' ');
}

const sumOf = (sizes: CacheChoice['sizes']) => Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);
const mib = (bytes: number) => Math.round(bytes / 2 ** 20);
