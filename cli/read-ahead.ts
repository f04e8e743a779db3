import type { Context } from '../domain/context';
import { descendantsOf } from '../domain/hierarchy/descendants';
import { MAX_DEPTH } from '../domain/hierarchy/traverse';
import { rollUp } from '../domain/measures/roll-up';
import type { HierarchyView } from '../schema/enums';
import type { MaybePromise } from '../maybe-promise';
import type { ShutdownSignal } from './shutdown-signal';

/** The view whose branches below the regions hold nearly every organisation. */
const VIEW: HierarchyView = 'REPORTING';

export interface ReadAheadSettings {
  /** Creates the context of a request, with the caches that requests use. */
  readonly makeContext: () => MaybePromise<Context>;
  readonly stop: Pick<ShutdownSignal, 'requested'>;
}

/**
 * Answers the questions that read most facts of the live release, so that the caches hold the facts: a roll-up of all
 * organisations upwards, and the branches below all regions. On a cold cache one of them can take longer than a request
 * may. After a failure, the next call continues with what the caches then hold.
 */
export async function readAhead({ makeContext, stop }: ReadAheadSettings): Promise<void> {
  const context = await makeContext();
  const { root: at, loaders } = context;
  loaders.work.stopWhen(() => (stop.requested ? new Error('The process stops.') : undefined));
  const { groups } = await rollUp({ of: 'OTHER', by: 'REGION', view: VIEW }, context);
  const downwards = { view: VIEW, direction: 'DOWN', at, loaders, maxDepth: MAX_DEPTH } as const;
  for (const { organisation } of groups)
    await descendantsOf(organisation.code, downwards, { kinds: ['GP_PRACTICE'] }, context);
}
