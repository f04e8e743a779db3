import type { Dispatcher } from 'undici';

export type MixedRequest = Dispatcher.RequestOptions;

const DAYS = 700;
const MS_PER_DAY = 86_400_000;
const REPEATED = 50;

const RECORD = `query ($code: ID!, $date: LocalDate) { organisation(code: $code, asOf: { date: $date }) {
  code name isActive address { lines town postcode } roles { isPrimary status } parents(view: COMMISSIONING) { code name } } }`;
const LIST = `query ($codes: [ID!]!, $date: LocalDate) { organisations(codes: $codes, asOf: { date: $date }) {
  code name isActive parents(view: COMMISSIONING) { code name } belongsTo(kind: REGION) { organisations { code name } } } }`;
const BELOW = `query ($code: ID!, $date: LocalDate) { organisation(code: $code, asOf: { date: $date }) { name
  descendants(view: COMMISSIONING, first: 50) { totalCount nodes { code name } } } }`;
const SUGGEST = 'query ($text: String!) { suggest(text: $text) { code name } }';
const SEARCH = 'query ($text: String!) { search(text: $text, first: 10) { totalCount nodes { code name } } }';
const ROLL_UP =
  'query ($date: LocalDate) { rollUp(of: GP_PRACTICE, by: ICB, view: COMMISSIONING, asOf: { date: $date }) { groups { count } } }';

/** The facts that requests name. */
interface Facts {
  readonly codes: readonly string[];
  readonly hubs: readonly string[];
  readonly words: readonly string[];
}

/** A kind of request, and its share of all in thousandths. */
type Kind = readonly [thousandths: number, make: (facts: Facts) => MixedRequest];

const KINDS: readonly Kind[] = [
  [400, ({ codes }) => post(RECORD, { code: pick(codes), date: day() })],
  [120, ({ codes }) => post(RECORD, { code: pick(codes.slice(0, REPEATED)), date: '2024-01-01' })],
  [130, ({ codes }) => post(LIST, { codes: Array.from({ length: 10 }, () => pick(codes)), date: day() })],
  [160, ({ words }) => post(SUGGEST, { text: prefixOf(pick(words)) })],
  [40, ({ words }) => post(SEARCH, { text: pick(words) })],
  [30, ({ hubs }) => post(BELOW, { code: pick(hubs), date: day() })],
  [70, ({ codes }) => get(`/fhir/Organization/${pick(codes)}`, 'application/fhir+json')],
  [48, () => get('/schema.graphql', 'text/plain')],
  [1, () => post(ROLL_UP, { date: day() })],
  [1, ({ hubs }) => get(`/export/organisations.csv?within=${pick(hubs)}&view=COMMISSIONING`, 'text/csv')],
];

/** Returns a function that makes the next request: records, lists, walks, searches, files, FHIR, in a mix as clients may send. */
export async function mixedRequests(url: string): Promise<() => MixedRequest> {
  const facts = await factsOf(url);
  const sum = KINDS.reduce((total, [share]) => total + share, 0);
  return () => {
    let at = random() * sum;
    const [, make] = KINDS.find(([share]) => (at -= share) < 0) ?? KINDS[0]!;
    return make(facts);
  };
}

function post(query: string, variables: object): MixedRequest {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return { method: 'POST', path: '/graphql', headers, body: JSON.stringify({ query, variables }) };
}

function get(path: string, accept: string): MixedRequest {
  return { method: 'GET', path, headers: { accept, 'accept-encoding': 'gzip' } };
}

/** The same numbers in each run. */
let seed = 20_241_031;
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}

const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
const prefixOf = (word: string) => word.slice(0, 2 + Math.floor(random() * (word.length - 1)));

function day(): string {
  return new Date(Date.UTC(2022, 0, 1) + Math.floor(random() * DAYS) * MS_PER_DAY).toISOString().slice(0, 10);
}

async function factsOf(url: string): Promise<Facts> {
  const kinds = ['GP_PRACTICE', 'PHARMACY', 'TRUST_SITE', 'PCN'];
  const found: Named[] = [];
  for (const kind of kinds) found.push(...(await ofKind(kind, url)));
  const hubs = [...(await ofKind('SUB_ICB_LOCATION', url)), ...(await ofKind('ICB', url))].map(({ code }) => code);
  const words = new Set(
    found.flatMap(({ name }) => name.toLowerCase().split(/[^a-z]+/)).filter((word) => word.length > 3),
  );
  return { codes: found.map(({ code }) => code), hubs, words: [...words] };
}

const PAGES = 5;

/** Returns the first thousand of a kind. */
async function ofKind(kind: string, url: string): Promise<Named[]> {
  const query = `query ($kind: OrganisationKind!, $after: String) { search(kinds: [$kind], first: 200, after: $after) {
    nodes { code name } pageInfo { endCursor hasNextPage } } }`;
  const found: Named[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const { search } = await untilAnswered(() => ask(url, query, { kind, after }));
    found.push(...search.nodes);
    after = search.pageInfo.endCursor;
    if (!search.pageInfo.hasNextPage) break;
  }
  return found;
}

interface Named {
  readonly code: string;
  readonly name: string;
}

const ATTEMPTS = 10;

/** A cold database may be too slow for the deadline of a request. */
async function untilAnswered<Result>(send: () => Promise<Result>, attempt = 1): Promise<Result> {
  try {
    return await send();
  } catch (error) {
    if (attempt === ATTEMPTS) throw error;
    return untilAnswered(send, attempt + 1);
  }
}

async function ask(url: string, query: string, variables: object) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = (await response.json()) as { errors?: unknown; data: Found };
  if (errors) throw new Error(JSON.stringify(errors).slice(0, 500));
  return data;
}

interface Found {
  readonly search: {
    readonly nodes: readonly Named[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  };
}
