import type { Release } from './answers';

/** Two releases, and which changes between them; '' for all. */
export interface Chosen {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly code: string;
}

/** What the address says. One that says nothing compares the live release with the one before it. */
export function chosenOf(said: Readonly<Record<string, string>>, releases: readonly Release[]): Chosen {
  const live = releases.findIndex(({ isLive }) => isLive);
  const before = releases[live + 1] ?? releases.find(({ isLive }) => !isLive);
  return {
    from: said.from ?? before?.id ?? '',
    to: said.to ?? releases[live]?.id ?? '',
    kind: (said.kind ?? '').trim().toUpperCase(),
    code: (said.code ?? '').trim().toUpperCase(),
  };
}
