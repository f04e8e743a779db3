import type { Moment } from '../hierarchy';
import { distanceText, whyText, type Expected, type Found } from './search-page';

const SEARCH = `query ($text: String, $near: Near, $kinds: [OrganisationKind!], $asOf: AsOf, $after: String) {
  search(text: $text, near: $near, kinds: $kinds, asOf: $asOf, includeInactive: true, first: 200, after: $after) {
    nodes { code matchedOn matchedText distanceKm correctedWords }
    pageInfo { hasNextPage endCursor } } }`;
const CODE = `query ($codes: [ID!]!, $asOf: AsOf) { resolveCodes(codes: $codes, asOf: $asOf) { code defaultCode { meaning } } }`;

interface FoundNode {
  readonly code: string;
  readonly matchedOn: string | null;
  readonly matchedText: string | null;
  readonly distanceKm: number | null;
  readonly correctedWords: readonly string[] | null;
}

/** Asks the API of a server what it finds for a typed text at a moment, and what the text is as a code if it may be one. */
export async function answersTo(url: string, on: Moment, typed: string): Promise<Expected> {
  const asOf = { date: on.date, basis: on.basis, release: on.release.id };
  const [before, place] = typed.split(/(?:^| )near (?=[A-Z]{1,2}\d)/i);
  const searched = {
    text: before === '' ? null : before,
    near: place === undefined ? null : { postcode: place },
  };
  const codes = /^[a-z\d]{1,12}$/i.test(typed) ? [typed] : [];
  const [exact] =
    codes.length === 0 ? [] : (await ask<{ resolveCodes: Exact[] }>(url, CODE, { codes, asOf })).resolveCodes;
  return {
    all: await foundBy(url, { ...searched, asOf }),
    practices: await foundBy(url, { ...searched, asOf, kinds: ['GP_PRACTICE'] }),
    exact: exact ? { code: exact.code, defaultMeaning: exact.defaultCode?.meaning ?? null } : null,
  };
}

interface Exact {
  readonly code: string;
  readonly defaultCode: { readonly meaning: string } | null;
}

interface FoundPage {
  readonly nodes: readonly FoundNode[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function foundBy(url: string, variables: object): Promise<Found> {
  const nodes: FoundNode[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { search }: { search: FoundPage } = await ask(url, SEARCH, { ...variables, after });
    nodes.push(...search.nodes);
    ({ hasNextPage: more, endCursor: after } = search.pageInfo);
  }
  const shown = nodes.slice(0, 100).flatMap(({ correctedWords }) => correctedWords ?? []);
  return {
    codes: nodes.map(({ code }) => code),
    notes: new Map(
      nodes.map(({ code, matchedOn, matchedText, distanceKm }) => [
        code,
        { why: whyText(matchedOn, matchedText), distance: distanceKm === null ? null : distanceText(distanceKm) },
      ]),
    ),
    corrected: [...new Set(shown)],
  };
}

async function ask<Data>(url: string, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: readonly { message: string }[] };
  if (errors) throw new Error(errors[0]?.message);
  return data;
}
