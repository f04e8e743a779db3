import type { Logger } from '../../telemetry/logger';
import type { FederationMetrics, SdlState } from '../../telemetry/metrics';
import { logFallbacks, type SdlFallback } from './sdl-fallback';
import type { SdlStore } from './sdl-store';
import type { LoadedSources } from './sources';

/** How the SDL of the current supergraph was read: logged, counted and remembered. */
export interface SdlReadings {
  readonly store: SdlStore | undefined;
  fallbacks(): readonly SdlFallback[];
  /** Takes the reading of sources that are served now. */
  use(loaded: LoadedSources): Promise<void>;
}

export function createReadings({
  store,
  logger,
  metrics,
}: {
  readonly store: SdlStore | undefined;
  readonly logger: Logger;
  readonly metrics: Pick<FederationMetrics, 'observeSdl'>;
}): SdlReadings {
  let fallbacks: readonly SdlFallback[] = [];
  let introspected: readonly string[] = [];
  let isUnwritable = false;
  metrics.observeSdl(
    () =>
      new Map<string, SdlState>([
        ...introspected.map((name) => [name, 'current'] as const),
        ...fallbacks.map(({ name, known }) => [name, known ? 'last_known' : 'missing'] as const),
      ]),
  );
  const remember = async ({ definitions }: LoadedSources) => {
    try {
      for (const definition of definitions) if (introspected.includes(definition.name)) await store?.save(definition);
      isUnwritable = false;
    } catch (err) {
      if (!isUnwritable) logger.warn({ err }, 'the SDL of subgraphs cannot be kept on disk');
      isUnwritable = true;
    }
  };
  return {
    store,
    fallbacks: () => fallbacks,
    async use(loaded) {
      logFallbacks(logger, fallbacks, loaded.reading.fallbacks);
      ({ fallbacks, introspected } = loaded.reading);
      await remember(loaded);
    },
  };
}
