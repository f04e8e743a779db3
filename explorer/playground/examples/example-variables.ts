type Coded = { readonly code: string };
type List<Node> = { readonly nodes: readonly Node[] };
export type Variables = Readonly<Record<string, unknown>>;

/** The response of loaded.graphql. */
export interface Loaded {
  readonly sample: Coded | null;
  readonly releases: readonly { readonly id: string; readonly publicationDate: string }[];
  readonly regions: List<Coded>;
  readonly boards: List<Coded>;
  readonly trusts: List<Coded>;
  readonly networks: List<Coded & { readonly members: List<Member> }>;
  readonly former: List<Coded & { readonly becameNow: readonly Coded[] }>;
  readonly findings: List<{ readonly rule: { readonly id: string }; readonly organisation: Coded | null }>;
}

interface Member extends Coded {
  readonly name: string;
  readonly address: { readonly town: string | null } | null;
  readonly region: { readonly organisations: readonly Coded[] };
  readonly sites: List<Coded>;
}

/** The variables of an example that name organisations, words or releases of the sample, as the loaded releases have them. */
export function replacements(title: string, loaded: Loaded): Variables {
  const make = REPLACEMENTS[title];
  const found = make?.(factsOf(loaded)) ?? {};
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

type Facts = ReturnType<typeof factsOf>;

function factsOf({ releases, regions, boards, trusts, networks, former, findings }: Loaded) {
  const network = networks.nodes.find(({ members }) => members.nodes.length > 0);
  const practice = network?.members.nodes[0];
  const changed = former.nodes.filter(({ code, becameNow }) => becameNow.length > 0 && becameNow[0]!.code !== code);
  const dates = releases.map(({ publicationDate }) => publicationDate).sort();
  return {
    region: practice?.region.organisations[0]?.code ?? regions.nodes[0]?.code,
    board: boards.nodes[0]?.code,
    trust: trusts.nodes[0]?.code,
    network: network?.code,
    practice: practice?.code,
    words: practice && `${practice.name} ${practice.address?.town ?? ''}`.toLowerCase().trim(),
    site: practice?.sites.nodes[0]?.code,
    former: changed.map(({ code }) => code),
    finding: findings.nodes.find(({ organisation }) => organisation !== null),
    day: dates.at(-1),
    ids: releases.map(({ id }) => id).sort(),
  };
}

/** The letter O instead of the last 0 of a code; undefined for a code without a 0. */
function mistyped(code: string | undefined): string | undefined {
  return code?.includes('0') ? code.replace(/0([^0]*)$/, 'O$1') : undefined;
}

const REPLACEMENTS: Readonly<Record<string, (facts: Facts) => Variables>> = {
  'As it was known': ({ practice, day }) => ({ code: practice, day }),
  'Changes between releases': ({ ids }) => ({ from: ids[0], to: ids.at(-1) }),
  'Closed practice and its successor': ({ former }) => ({ code: former[0] }),
  'Commissioners through the reforms': ({ practice }) => ({ code: practice }),
  'Everything below': ({ board }) => ({ code: board }),
  'Findings of a rule': ({ finding }) => ({ rule: finding?.rule.id, code: finding?.organisation?.code }),
  'List size of a network': ({ network, day }) => ({ code: network, day }),
  'Mistyped code': ({ practice }) => ({ code: mistyped(practice), typed: mistyped(practice) }),
  'Names of sites': ({ site, practice, trust }) => ({
    codes: [site, practice?.toLowerCase(), trust, 'NOBODY'].flatMap((code) => code ?? []),
  }),
  'Network of a practice': ({ practice }) => ({ code: practice }),
  Network: ({ network, day }) => ({ code: network, day }),
  'Old codes': ({ former, practice }) => ({
    codes: [...former.slice(0, 3), practice, 'NOBODY'].flatMap((code) => code ?? []),
  }),
  Parents: ({ practice }) => ({ code: practice }),
  'Path to the region': ({ practice, region }) => ({ practice, region }),
  'Patients by region': ({ day }) => ({ day }),
  'Trust with sites': ({ trust }) => ({ code: trust }),
  'Vaccination site': ({ site, practice, day }) => ({ code: site ?? practice, day }),
  Walk: ({ region }) => ({ code: region }),
  'Which code do i enter': ({ words }) => ({ text: words }),
};
