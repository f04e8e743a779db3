import type { Release } from './types';

/** The compared releases, and filters by kind and code; '' for no filter. */
export interface ChangesParams {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly code: string;
}

/** Reads the parameters of the URL. By default compares the live release with the release before it. */
export function changesParams(
  urlParams: Readonly<Record<string, string>>,
  releases: readonly Release[],
): ChangesParams {
  const live = releases.findIndex(({ isLive }) => isLive);
  const before = releases[live + 1] ?? releases.find(({ isLive }) => !isLive);
  return {
    from: urlParams.from ?? before?.id ?? '',
    to: urlParams.to ?? releases[live]?.id ?? '',
    kind: (urlParams.kind ?? '').trim().toUpperCase(),
    code: (urlParams.code ?? '').trim().toUpperCase(),
  };
}
