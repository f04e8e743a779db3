import type { Release } from '../types';
import { changesParams } from '../params';
import type { BelowParams } from './types';

/** The view that has most of what people count to an ICB: practices, networks, pharmacies, trusts and their sites. */
const DEFAULT_VIEW = 'REPORTING';

/** Reads the parameters of the URL. The releases are as on the page without `within`. */
export function belowParams(urlParams: Readonly<Record<string, string>>, releases: readonly Release[]): BelowParams {
  const { from, to } = changesParams(urlParams, releases);
  const text = (name: string) => (urlParams[name] ?? '').trim().toUpperCase();
  return { from, to, within: text('within'), view: text('view') || DEFAULT_VIEW, group: text('group') };
}
