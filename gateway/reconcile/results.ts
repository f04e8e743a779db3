import type { Context } from '../../domain/context';
import { matchItems, type ItemMatch, type MatchCandidateAt } from '../../domain/matching/match';
import type { Moment } from '../../domain/moment';
import { keyOf, type OrganisationAt } from '../../domain/records/organisation';
import { kindsOf } from '../../ods/kinds';
import { MATCHED_PARTS } from '../../ods/matching/matched-parts';
import type { ReconciliationQuery } from './queries';
import { ANY_TYPE, typeOf, type Named } from './types';

/** One candidate of a query, as the Reconciliation API has it. */
export interface Result extends Named {
  readonly description: string;
  /** From 0 to 100, as clients expect. */
  readonly score: number;
  readonly match: boolean;
  readonly type: readonly Named[];
  readonly features: readonly { readonly id: string; readonly value: boolean | number }[];
}

interface Offered {
  readonly organisation: OrganisationAt;
  readonly candidate: MatchCandidateAt;
  /** The closed organisation that it succeeded; null for a candidate of its own. */
  readonly predecessor: OrganisationAt | null;
}

/** Returns the results of a batch of queries, by their names. */
export async function reconcile(
  queries: readonly ReconciliationQuery[],
  at: Moment,
  context: Context,
): Promise<Record<string, { readonly result: readonly Result[] }>> {
  const asked = queries.filter(({ item }) => item !== null);
  const items = asked.map(({ item }) => item!);
  const matches = items.length === 0 ? [] : await matchItems(items, at, context);
  const offered = matches.map((match, index) => offersOf(match).slice(0, asked[index]!.limit));
  const types = await typesOf(offered.flat(), context);
  const results = asked.map(({ key }, index) => {
    const result = offered[index]!.map((offer) => toResult(offer, matches[index]!, types.get(offer.organisation)!));
    return [key, { result }] as const;
  });
  const without = queries.map(({ key }) => [key, { result: [] }] as const);
  return Object.fromEntries([...without, ...results]);
}

/** Returns the candidates, each closed one followed by its successors, which are marked in their description. */
function offersOf({ candidates }: ItemMatch): Offered[] {
  const own = new Set(candidates.map(({ organisation }) => organisation.code));
  return candidates.flatMap((candidate) => {
    const { organisation, successors } = candidate;
    const others = successors.filter(({ code }) => !own.has(code));
    return [
      { organisation, candidate, predecessor: null },
      ...others.map((successor) => ({ organisation: successor, candidate, predecessor: organisation })),
    ];
  });
}

async function typesOf(
  offers: readonly Offered[],
  { loaders }: Context,
): Promise<Map<OrganisationAt, readonly Named[]>> {
  const organisations = offers.map(({ organisation }) => organisation);
  const roles = await loaders.roles.loadMany(organisations.map(({ code, moment }) => keyOf(code, moment)));
  return new Map(
    organisations.map((organisation, index) => {
      const { state, moment } = organisation;
      return [organisation, kindsOf(state, roles[index] ?? [], moment.date, moment.basis).map(typeOf)];
    }),
  );
}

function toResult(
  { organisation, candidate, predecessor }: Offered,
  match: ItemMatch,
  types: readonly Named[],
): Result {
  const { score, matchedOn } = candidate;
  const parts = new Set(matchedOn);
  return {
    id: organisation.code,
    name: organisation.name,
    description: describe(organisation, types, predecessor, candidate.formerName),
    score: Math.round((predecessor ? score * SUCCESSOR : score) * 1_000) / 10,
    match: predecessor === null && candidate === match.chosen,
    type: [...types, ANY_TYPE],
    features: MATCHED_PARTS.map((id) => ({ id, value: predecessor === null && parts.has(id) })),
  };
}

const SUCCESSOR = 0.99;

/** Returns what tells namesakes apart: kind, address and status. */
export function describe(
  organisation: OrganisationAt,
  types: readonly Named[],
  predecessor: OrganisationAt | null = null,
  formerName: string | null = null,
): string {
  const { address, isActive, operational } = organisation;
  const place = [...(address?.lines ?? []).slice(0, 1), address?.town, address?.postcode].filter(Boolean).join(', ');
  return [
    types.map(({ name }) => name).join(', '),
    place,
    isActive ? '' : `not active${operational?.end ? `, closed ${operational.end}` : ''}`,
    formerName === null ? '' : `formerly ${formerName}`,
    predecessor === null ? '' : `succeeded ${predecessor.code} ${predecessor.name}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}
