import type { Selection } from '../../federation/caching/entry';
import type { MetricValues } from '../../telemetry/metrics/registry';

/** Name and URL of each address that a process serves. */
export type Addresses = readonly (readonly [name: string, url: string])[];

/** Cached responses of subgraphs were removed: from one serving process, by way of the primary one, to the others. */
export interface RemovedMessage {
  readonly ods: 'removed';
  readonly removals: readonly Selection[];
}

/** From a serving process to the primary one. */
export type WorkerMessage =
  | { readonly ods: 'listening'; readonly addresses: Addresses }
  | { readonly ods: 'metrics?'; readonly id: number }
  | RemovedMessage
  | { readonly ods: 'values'; readonly id: number; readonly values: MetricValues };

/** From the primary process to a serving one. */
export type PrimaryMessage =
  | { readonly ods: 'values?'; readonly id: number }
  | RemovedMessage
  | { readonly ods: 'metrics'; readonly id: number; readonly text: string };

/** Whether a message between the processes is one of ours; libraries send messages of their own. */
export function isMessage(message: unknown): message is WorkerMessage | PrimaryMessage {
  return typeof message === 'object' && message !== null && 'ods' in message;
}
