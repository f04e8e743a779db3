import { active, type At } from '../dates';
import { kindsOf } from '../kinds';
import type { Entry } from '../reading/record';
import type { Release } from '../reading/release';
import { upLinks, VIEWS, type View } from '../views';
import { compare } from '../hierarchy';

/** Findings by rule, each as 'code: related codes', in order of code. */
export type FindingsByRule = Readonly<Record<string, readonly string[]>>;

/** Returns the findings of the rules that compare several records, on the publication day. */
export function findings(release: Release): FindingsByRule {
  const at: At = { date: release.id, basis: 'OPERATIONAL' };
  const open = [...release.entries.values()].filter((entry) => active(entry, at));
  const above = new Map(open.map((entry) => [entry.code, parentsOf(release, entry, at)]));
  const kind = (code: string) => kindsOf(release.entries.get(code)!, at)[0]!;
  const isOpen = (code: string) => active(release.entries.get(code)!, at);
  return {
    'active-under-closed-parent': open.flatMap(({ code }) =>
      [...new Set([...above.get(code)!.values()].flat())]
        .filter((parent) => !isOpen(parent) && !release.entries.get(parent)!.unresolved)
        .map((parent) => `${code}: ${parent}`),
    ),
    'parents-of-one-kind': open.flatMap(({ code }) =>
      [...new Set(repeated(above.get(code)!, release, kind))].map((group) => `${code}: ${group}`),
    ),
    'practice-without-commissioner': open
      .filter(({ code, primaryRole }) => primaryRole === 'RO177' && kind(code) === 'GP_PRACTICE')
      .filter(({ code }) => above.get(code)!.get('COMMISSIONING')!.length === 0)
      .map(({ code }) => `${code}: `),
    'member-commissioned-elsewhere': open.flatMap(({ code }) =>
      elsewhere(code, above, (other) => kind(other) === 'PCN'),
    ),
    'name-shared': sharedNames(open).map((code) => `${code}: `),
    'code-lookalike': lookalikes([...release.entries.keys()]),
  };
}

type Parents = ReadonlyMap<View, readonly string[]>;

function parentsOf(release: Release, { code }: Entry, at: At): Parents {
  return new Map(
    VIEWS.filter((view) => view !== 'SITE_NETWORK').map((view) => [
      view,
      [...new Set(upLinks(release, code, view, at).map(({ target }) => target))],
    ]),
  );
}

/** Yields groups of two or more parents of one kind in a view. For the kind OTHER, parents of one primary role. */
function* repeated(parents: Parents, release: Release, kind: (code: string) => string): Generator<string> {
  for (const codes of parents.values()) {
    const label = (code: string) => (kind(code) === 'OTHER' ? release.entries.get(code)!.primaryRole : kind(code));
    for (const wanted of new Set(codes.map(label))) {
      const same = codes.filter((code) => label(code) === wanted);
      if (same.length > 1) yield same.sort(compare).join(',');
    }
  }
}

function elsewhere(code: string, above: ReadonlyMap<string, Parents>, isNetwork: (code: string) => boolean): string[] {
  const own = above.get(code)!.get('COMMISSIONING')!;
  return above
    .get(code)!
    .get('NETWORK')!
    .filter(isNetwork)
    .flatMap((network) => {
      const others = above.get(network)?.get('COMMISSIONING') ?? [];
      const differs = own.length > 0 && others.length > 0 && !own.some((one) => others.includes(one));
      return differs ? `${code}: ${[network, ...own, ...others].sort(compare).join(',')}` : [];
    });
}

function sharedNames(open: readonly Entry[]): string[] {
  const normalise = ({ name }: Entry) =>
    name
      .normalize('NFD')
      .toUpperCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? '';
  const counts = new Map<string, number>();
  for (const entry of open) counts.set(normalise(entry), (counts.get(normalise(entry)) ?? 0) + 1);
  return open.filter((entry) => counts.get(normalise(entry))! >= 10).map(({ code }) => code);
}

function lookalikes(codes: readonly string[]): string[] {
  const same = new Map<string, string[]>();
  for (const code of codes) {
    const digits = code.replace(/O/g, '0').replace(/I/g, '1');
    same.set(digits, [...(same.get(digits) ?? []), code]);
  }
  return [...same.values()].flatMap((group) =>
    group.length < 2
      ? []
      : group.map(
          (code) =>
            `${code}: ${group
              .filter((other) => other !== code)
              .sort(compare)
              .join(',')}`,
        ),
  );
}
