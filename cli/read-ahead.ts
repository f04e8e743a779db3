import type { Context } from '../domain/context';
import { descendantsOf } from '../domain/hierarchy/descendants';
import { MAX_DEPTH } from '../domain/hierarchy/traverse';
import { rollUp } from '../domain/measures/roll-up';
import type { HierarchyView } from '../schema/enums';
import type { MaybePromise } from '../maybe-promise';
import type { Report } from './report';
import type { ShutdownSignal } from './shutdown-signal';

/** The view whose branches below the regions hold nearly every organisation. */
const VIEW: HierarchyView = 'REPORTING';

export interface ReadAheadSettings {
  /** Creates the context of a request, with the caches that requests use. */
  readonly makeContext: () => MaybePromise<Context>;
  readonly stop: Pick<ShutdownSignal, 'requested'>;
  /** Bytes of facts that the caches hold. Absent: all. */
  readonly cacheBytes?: number;
  readonly report?: Pick<Report, 'line'>;
}

/** Bytes of the facts that are read ahead, for each organisation of a release; at least. */
const BYTES_EACH = 500;

/**
 * Answers the questions that read most facts of the live release, so that the caches hold the facts: a roll-up of all
 * organisations upwards, and the branches below all regions. On a cold cache one of them can take longer than a request
 * may. After a failure, the next call continues with what the caches then hold. Caches that are too small for the facts are
 * left as they are: they would lose the first facts before the last ones are read.
 */
export async function readAhead({
  makeContext,
  stop,
  cacheBytes = Infinity,
  report,
}: ReadAheadSettings): Promise<void> {
  const context = await makeContext();
  const { organisations } = context.snapshot.live;
  if (cacheBytes < organisations * BYTES_EACH)
    return report?.line(
      `Nothing is read ahead: CACHE_BYTES is too small for the facts of ${organisations} organisations.`,
    );
  const { root: at, loaders } = context;
  loaders.work.stopWhen(() => (stop.requested ? new Error('The process stops.') : undefined));
  const { groups } = await rollUp({ of: 'OTHER', by: 'REGION', view: VIEW }, context);
  const downwards = { view: VIEW, direction: 'DOWN', at, loaders, maxDepth: MAX_DEPTH } as const;
  for (const { organisation } of groups)
    await descendantsOf(organisation.code, downwards, { kinds: ['GP_PRACTICE'] }, context);
}
