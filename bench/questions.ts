/** The same question asked of both servers, with distinct keys in every request. */
export interface Pair {
  readonly name: string;
  /** JSON bodies for our server and for the peer, by position. */
  readonly ours: readonly string[];
  readonly peers: readonly string[];
}

/** A body with its query in line: keys differ, so no server can answer one by another. */
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

/** The four questions: one record, a list of 100, a location's practices with their networks, the four-level walk. */
export function pairsOf({ any, locations, regions }: Codes): Pair[] {
  const lists = Array.from({ length: Math.floor(any.length / 100) }, (_, at) => any.slice(at * 100, at * 100 + 100));
  const pair = (name: keyof typeof OURS, variables: readonly object[]): Pair => ({
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

/** All codes of an answer, in order of the alphabet: what both servers must agree on. */
export function codesIn(answer: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(answer, (key, value: unknown) => {
    if (key === 'code' && typeof value === 'string') found.push(value);
    return value;
  });
  return found.sort();
}
