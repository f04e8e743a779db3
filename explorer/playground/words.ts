/** The words of the playground, other than those of the examples and of GraphiQL. */
export const WORDS = {
  title: 'Playground of the organisation graph',
  name: 'Organisation graph',
  nothingRun: 'No query has been run yet.',
  examples: {
    title: 'Examples',
    intro:
      'Select an example to run it. Its codes and dates are those of the bundled sample or, if that was replaced, of the loaded releases.',
    otherTeams: 'Data from other teams',
    otherTeamsSentence: 'The fields that other teams add to an organisation, each by a fetch of its own.',
  },
  builder: 'Query builder',
  editors: {
    query: 'Query',
    variables: 'Variables',
    headers: 'Headers',
    response: 'Response',
    scrollable: (editor: string) => `${editor}, scrollable text`,
    value: 'Value',
    operationKind: 'Kind of operation',
    historyItem: (text: string) => `${text}: open in the editors`,
  },
  link: {
    label: 'Copy a link to this query',
    copied: 'Link copied, without headers. It is also in the address bar.',
    notCopied: 'The link is in the address bar.',
  },
  copy: {
    label: 'Copy as',
    curl: 'curl (for bash and zsh)',
    fetch: 'fetch (JavaScript)',
    python: 'Python',
    copied: (what: string) => `Copied as ${what}.`,
    copiedWithHeaders: (what: string) =>
      `Copied as ${what}, with your headers: do not share a copy that holds a secret.`,
    notCopied: 'The browser does not allow copying here.',
    badVariables: 'Not copied: the variables are not a JSON object.',
    badHeaders: 'Not copied: the headers are not a JSON object of names and values.',
    badHeader: (name: string) => `Not copied: the header ${name} has a name or a value that HTTP does not allow.`,
  },
  status: {
    release: (release: string) => `Release ${release}`,
    noRelease: 'No release',
    status: (code: number) => `status ${code}`,
    refused: (estimated: number, limit: number) => `estimated cost ${estimated}, limit ${limit}`,
    cost: (actual: number, estimated: number) => `cost ${actual} (estimated ${estimated})`,
    time: (ms: number) => `${ms} ms in the browser`,
    timeOnServer: (ms: string) => `, ${ms} ms on the server`,
  },
  explorer: {
    start: 'Open the explorer',
    organisation: (code: string) => `Open ${code} in the explorer`,
  },
  plan: {
    title: 'Plan',
    intro: 'How the gateway answered the last query. While this panel is open, responses do not come from the cache.',
    none: 'Run the query to see its plan.',
    off: 'The response has no plan. A server shows plans only with the setting QUERY_PLAN=on, and only of queries that it could run.',
    own: 'No plan was needed: the gateway answered from its own subgraph alone.',
    cached: 'The plan was already known.',
    planned: (ms: number) => `The plan took ${ms} ms to make.`,
    fetches: (fetches: number, subgraphs: number) =>
      `${count(fetches, 'fetch', 'fetches')} from ${count(subgraphs, 'subgraph', 'subgraphs')}.`,
    reads: (reads: number) => `${count(reads, 'read', 'reads')} of the database.`,
    noReads: 'No read of the database: everything was in memory.',
    read: (query: string, reads: number, keys: number) =>
      `${query}: ${count(reads, 'read', 'reads')}, ${count(keys, 'key', 'keys')}`,
    sequence: 'One after the other',
    parallel: 'At the same time',
    yes: (variable: string) => `If $${variable} is true`,
    no: (variable: string) => `If $${variable} is false`,
    fetch: (subgraph: string) => `Fetch from ${subgraph}`,
    fetchAt: (subgraph: string, paths: string) => `Fetch from ${subgraph} for ${paths}`,
    notSent: 'not sent: there was nothing to ask for',
    ms: (ms: number) => `${ms} ms`,
    outcome: { answered: 'answered', errors: 'answered with errors', cached: 'from the cache' } as Record<
      string,
      string
    >,
    entities: (entities: number) => count(entities, 'entity', 'entities'),
    cachedEntities: (entities: number) => `${count(entities, 'entity', 'entities')} from the cache`,
    bytes: (bytes: number) => count(bytes, 'byte', 'bytes'),
    operation: 'Operation',
  },
} as const;

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
