/** Sends a query and returns its data. Throws if the response has errors. */
export type Execute = <Data>(query: string, variables: Readonly<Record<string, unknown>>) => Promise<Data>;

/** A job with two ways to the same result, a sorted list of strings. */
export interface Job {
  readonly name: string;
  one(execute: Execute): Promise<readonly string[]>;
  byHops(execute: Execute): Promise<readonly string[]>;
}

interface Node {
  readonly code: string;
  readonly isActive: boolean;
  readonly kinds: readonly string[];
}
interface Page {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
interface Organisation extends Node {
  readonly children: Page;
  readonly parents: readonly Node[];
  readonly descendantCodes: readonly string[];
}

const PAGE = 'nodes { code isActive kinds } pageInfo { hasNextPage endCursor }';
const SITES = 200;

/** All organisations below the largest region in the commissioning view. */
export async function descending(execute: Execute): Promise<Job> {
  const regions = await searched(execute, { kinds: ['REGION'] }, Infinity);
  const below = new Map<string, number>();
  for (const { code } of regions) below.set(code, (await descendants(execute, code)).length);
  const [region, count] = [...below].sort(([, a], [, b]) => b - a)[0] as [string, number];
  return {
    name: `all below region ${region} (${count})`,
    one: (by) => descendants(by, region),
    async byHops(by) {
      const found = await walk([region], (code) => children(by, code));
      return sorted([...found.values()].flat().filter(({ isActive }) => isActive));
    },
  };
}

/** Number of GP practices by ICB. */
export async function rollingUp(): Promise<Job> {
  return {
    name: 'practices by ICB',
    async one(execute) {
      const query =
        'query { rollUp(of: GP_PRACTICE, by: ICB, view: COMMISSIONING) { groups { count organisation { code } } } }';
      const { rollUp } = await execute<{ rollUp: { groups: { count: number; organisation: Node }[] } }>(query, {});
      return rollUp.groups.map(({ count, organisation }) => `${organisation.code} ${count}`);
    },
    async byHops(execute) {
      const practices = await searched(execute, { kinds: ['GP_PRACTICE'] }, Infinity);
      const counts = new Map<string, number>();
      const boards = await above(execute, practices, 'COMMISSIONING');
      for (const board of boards.flat()) counts.set(board, (counts.get(board) ?? 0) + 1);
      return [...counts].map(([code, count]) => `${code} ${count}`).sort();
    },
  };
}

/** The ICB of each of 200 trust sites. */
export async function belonging(execute: Execute): Promise<Job> {
  const sites = await searched(execute, { kinds: ['TRUST_SITE'] }, SITES);
  const query =
    'query ($codes: [ID!]!) { organisations(codes: $codes) { code belongsTo(kind: ICB) { organisations { code } } } }';
  return {
    name: `ICBs of ${sites.length} trust sites`,
    async one(by) {
      const codes = sites.map(({ code }) => code);
      type Data = { organisations: { code: string; belongsTo: { organisations: Node[] } }[] };
      const { organisations } = await by<Data>(query, { codes });
      return organisations.map((one) => [one.code, ...sorted(one.belongsTo.organisations)].join(' '));
    },
    async byHops(by) {
      const boards = await above(by, sites, 'REPORTING');
      return sites.map(({ code }, at) => [code, ...boards[at]!].join(' '));
    },
  };
}

async function descendants(execute: Execute, code: string): Promise<readonly string[]> {
  const query = 'query ($code: ID!) { organisation(code: $code) { descendantCodes(view: COMMISSIONING) } }';
  return (await execute<{ organisation: Organisation }>(query, { code })).organisation.descendantCodes;
}

async function children(execute: Execute, code: string): Promise<readonly Node[]> {
  const query = `query ($code: ID!, $after: String) { organisation(code: $code) {
    children(view: COMMISSIONING, includeInactive: true, first: 200, after: $after) { ${PAGE} } } }`;
  return paged(
    async (after) => (await execute<{ organisation: Organisation }>(query, { code, after })).organisation.children,
    Infinity,
  );
}

function searched(execute: Execute, filter: { kinds: string[] }, most: number): Promise<readonly Node[]> {
  const query = `query ($kinds: [OrganisationKind!], $after: String) { search(kinds: $kinds, first: 200, after: $after) { ${PAGE} } }`;
  return paged(async (after) => (await execute<{ search: Page }>(query, { ...filter, after })).search, most);
}

async function paged(read: (after: string | null) => Promise<Page>, most: number): Promise<readonly Node[]> {
  const nodes: Node[] = [];
  for (let after: string | null = null; ;) {
    const page: Page = await read(after);
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage || nodes.length >= most) return nodes.slice(0, most);
    after = page.pageInfo.endCursor;
  }
}

/** Returns the neighbours of each reachable code. Fetches each code once, and the codes of a level at the same time. */
async function walk(
  starts: readonly string[],
  hop: (code: string) => Promise<readonly Node[]>,
): Promise<ReadonlyMap<string, readonly Node[]>> {
  const reached = new Map<string, readonly Node[]>();
  for (let level = [...new Set(starts)]; level.length > 0;) {
    const hops = await Promise.all(level.map(hop));
    level.forEach((code, at) => reached.set(code, hops[at]!));
    level = [...new Set(hops.flat().map(({ code }) => code))].filter((code) => !reached.has(code));
  }
  return reached;
}

/** The ICBs above each organisation, found parent by parent. */
async function above(execute: Execute, nodes: readonly Node[], view: string): Promise<readonly string[][]> {
  const query = `query ($code: ID!) { organisation(code: $code) { parents(view: ${view}) { code isActive kinds } } }`;
  const parents = async (code: string) =>
    (await execute<{ organisation: Organisation | null }>(query, { code })).organisation?.parents ?? [];
  const from = await walk(
    nodes.map(({ code }) => code),
    parents,
  );
  return nodes.map(({ code }) => {
    const boards = new Set<string>();
    const seen = new Set([code]);
    for (const at of seen)
      for (const parent of from.get(at) ?? []) {
        seen.add(parent.code);
        if (parent.kinds.includes('ICB')) boards.add(parent.code);
      }
    return [...boards].sort();
  });
}

function sorted(nodes: readonly Pick<Node, 'code'>[]): string[] {
  return [...new Set(nodes.map(({ code }) => code))].sort();
}
