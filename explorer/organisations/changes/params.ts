import type { Release } from './types';

/** The compared releases, and filters by kind and code; '' for no filter. */
export interface ChangesParams {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly code: string;
}

/** Reads the parameters of the URL. By default compares the live release with the newest one before it, or with any other one. */
export function changesParams(
  urlParams: Readonly<Record<string, string>>,
  releases: readonly Release[],
): ChangesParams {
  const ids = releases.map(({ id }) => id);
  const to = urlParams.to ?? releases.find(({ isLive }) => isLive)?.id ?? '';
  const before = ids.filter((id) => id < to).sort();
  return {
    from: urlParams.from ?? before.at(-1) ?? ids.find((id) => id !== to) ?? '',
    to,
    kind: (urlParams.kind ?? '').trim().toUpperCase(),
    code: (urlParams.code ?? '').trim().toUpperCase(),
  };
}
