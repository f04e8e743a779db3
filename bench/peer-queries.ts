import { post } from './support/post';

/** The same query for both servers. Every request has other keys, so no response can come from a cache. */
export interface QueryPair {
  readonly name: string;
  /** JSON bodies for our server and for the peer; bodies at the same index match. */
  readonly ours: readonly string[];
  readonly peers: readonly string[];
}

/** Codes in the graph that serve as keys of the queries. */
export interface Codes {
  readonly any: readonly string[];
  readonly locations: readonly string[];
  readonly regions: readonly string[];
}

const RECORD = 'code name';
const OUR_PRACTICES = (first: number) =>
  `children(view: COMMISSIONING, kinds: [GP_PRACTICE], first: ${first}) { nodes { ${RECORD} networks { ${RECORD} } } }`;
const SORTED = 'sort: [{ name: ASC }, { code: ASC }]';
const PEER_PRACTICES = (first: number) => `practices(limit: ${first}, ${SORTED}) { ${RECORD} networks { ${RECORD} } }`;

const OURS = {
  one: `query ($code: ID!) { organisation(code: $code) { ${RECORD} } }`,
  list: `query ($codes: [ID!]!) { organisations(codes: $codes) { ${RECORD} } }`,
  practices: `query ($code: ID!) { organisation(code: $code) { ${RECORD} ${OUR_PRACTICES(100)} } }`,
  walk: `query ($code: ID!) { organisation(code: $code) { ${RECORD}
    children(view: COMMISSIONING, first: 20) { nodes { ${RECORD}
      children(view: COMMISSIONING, kinds: [SUB_ICB_LOCATION], first: 20) { nodes { ${RECORD} ${OUR_PRACTICES(20)} } } } } } }`,
};

const PEER = (argument: string, body: string) =>
  `query (${argument}) { peerOrganisations(where: { code: ${argument.startsWith('$codes') ? '{ in: $codes }' : '{ eq: $code }'} }) { ${body} } }`;
const PEERS = {
  one: PEER('$code: String!', RECORD),
  list: PEER('$codes: [String!]!', RECORD),
  practices: PEER('$code: String!', `${RECORD} ${PEER_PRACTICES(100)}`),
  walk: PEER(
    '$code: String!',
    `${RECORD} icbs(limit: 20, ${SORTED}) { ${RECORD} locations(limit: 20, ${SORTED}) { ${RECORD} ${PEER_PRACTICES(20)} } }`,
  ),
};

/** The four queries: one record, a list of 100, a location's practices with their networks, and four levels of a hierarchy. */
export function pairsOf({ any, locations, regions }: Codes): QueryPair[] {
  const lists = Array.from({ length: Math.floor(any.length / 100) }, (_, at) => any.slice(at * 100, at * 100 + 100));
  const pair = (name: keyof typeof OURS, variables: readonly object[]): QueryPair => ({
    name,
    ours: variables.map((of) => JSON.stringify({ query: OURS[name], variables: of })),
    peers: variables.map((of) => JSON.stringify({ query: PEERS[name], variables: of })),
  });
  return [
    pair(
      'one',
      any.map((code) => ({ code })),
    ),
    pair(
      'list',
      lists.map((codes) => ({ codes })),
    ),
    pair(
      'practices',
      locations.map((code) => ({ code })),
    ),
    pair(
      'walk',
      regions.map((code) => ({ code })),
    ),
  ];
}

/** All codes in a response, sorted, to compare the two servers. */
export function codesIn(response: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(response, (key, value: unknown) => {
    if (key === 'code' && typeof value === 'string') found.push(value);
    return value;
  });
  return found.sort();
}

/** Returns a sentence about the first body of a pair. Throws if the servers return different organisations for it. */
export async function compareCodes({ name, ours, peers }: QueryPair, peer: string, own: string): Promise<string> {
  const [theirs, mine] = await Promise.all([post(peer, peers[0]!), post(own, ours[0]!)]);
  const [a, b] = [codesIn(theirs), codesIn(mine)];
  if (a.join() !== b.join())
    throw new Error(`${name}: the peer returns ${a.length} codes, ours ${b.length}.\n${a}\n${b}`);
  return `both return the same ${a.length} codes, ${JSON.stringify(mine).length} characters`;
}
