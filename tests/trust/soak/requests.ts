import { createHash } from 'node:crypto';
import { request as send } from 'undici';

/** A request whose answer is known. */
export interface SoakRequest {
  readonly body: string;
  /** Hash of the data. */
  readonly answer: string;
}

const RECORD =
  'query($code: ID!, $on: LocalDate!) { organisation(code: $code, asOf: { date: $on }) { code name isActive roles { role { code } } parents(view: COMMISSIONING) { code name } } }';
const LIST =
  'query($codes: [ID!]!, $on: LocalDate!) { organisations(codes: $codes, asOf: { date: $on }) { code name belongsTo(kind: ICB) { organisations { code } } } }';
const WALK =
  'query($code: ID!, $on: LocalDate!) { organisation(code: $code, asOf: { date: $on }) { code children(view: COMMISSIONING, first: 10) { nodes { code name children(view: COMMISSIONING, first: 5) { nodes { code } } } } } }';
const SEARCH =
  'query($text: String!, $on: LocalDate!) { search(text: $text, first: 5, asOf: { date: $on }) { nodes { code name } } }';
const CODES =
  'query($after: String) { search(first: 200, after: $after) { nodes { code name } pageInfo { endCursor hasNextPage } } }';

const DAYS = ['2019-04-01', '2020-10-01', '2021-07-01', '2022-07-01', '2023-04-01', '2024-04-01'];

export type Random = () => number;

/** Sends a request. Returns the status, the codes of its errors, and the hash of its data if it has no errors. */
export async function ask(url: string, body: string, timeoutMs = 30_000) {
  const response = await send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const { data, errors } = (await response.body.json()) as {
    data?: unknown;
    errors?: { extensions?: { code?: string } }[];
  };
  const codes = (errors ?? []).map(({ extensions }) => extensions?.code ?? 'NONE');
  return { status: response.statusCode, codes, data, hash: codes.length === 0 ? hashOf(data) : undefined };
}

const hashOf = (data: unknown): string => createHash('sha1').update(JSON.stringify(data)).digest('base64');

/** Asks a calm gateway `count` requests at random and keeps the answers. Throws if one fails. */
export async function collectRequests(url: string, count: number, random: Random): Promise<readonly SoakRequest[]> {
  const known = await someOrganisations(url, 2_000);
  const requests: SoakRequest[] = [];
  while (requests.length < count) {
    const body = JSON.stringify(anyRequest(known, random));
    const { status, codes, hash } = await ask(url, body);
    if (status !== 200 || hash === undefined)
      throw new Error(`The calm gateway answered ${status} ${codes} to ${body}.`);
    requests.push({ body, answer: hash });
  }
  return requests;
}

interface Known {
  readonly code: string;
  readonly name: string;
}

function anyRequest(known: readonly Known[], random: Random) {
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const on = any(DAYS);
  const kind = random();
  if (kind < 0.4) return { query: RECORD, variables: { code: any(known).code, on } };
  if (kind < 0.7) return { query: LIST, variables: { codes: Array.from({ length: 20 }, () => any(known).code), on } };
  if (kind < 0.9) return { query: WALK, variables: { code: any(known).code, on } };
  return { query: SEARCH, variables: { text: any(known).name, on } };
}

async function someOrganisations(url: string, most: number): Promise<readonly Known[]> {
  const found: Known[] = [];
  let after: string | null = null;
  while (found.length < most) {
    const { data, codes } = await ask(url, JSON.stringify({ query: CODES, variables: { after } }));
    if (codes.length > 0) throw new Error(`The calm gateway answered ${codes} to a search.`);
    const { nodes, pageInfo } = (
      data as { search: { nodes: Known[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }
    ).search;
    found.push(...nodes);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  return found;
}
