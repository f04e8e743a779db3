/** Asks a server. Throws what it answers as errors. */
export type Ask = <Data>(query: string, variables: Readonly<Record<string, unknown>>) => Promise<Data>;

/** A question with two ways to its answer, which is a list of texts in order. */
export interface Job {
  readonly name: string;
  one(ask: Ask): Promise<readonly string[]>;
  byHops(ask: Ask): Promise<readonly string[]>;
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

/** Everybody below the region that has most below it, by commissioning. */
export async function descending(ask: Ask): Promise<Job> {
  const regions = await searched(ask, { kinds: ['REGION'] }, Infinity);
  const below = new Map<string, number>();
  for (const { code } of regions) below.set(code, (await descendants(ask, code)).length);
  const [region, count] = [...below].sort(([, a], [, b]) => b - a)[0] as [string, number];
  return {
    name: `everybody below region ${region} (${count})`,
    one: (by) => descendants(by, region),
    async byHops(by) {
      const found = await walk([region], (code) => children(by, code));
      return sorted([...found.values()].flat().filter(({ isActive }) => isActive));
    },
  };
}

/** Practices counted by their board. */
export async function rollingUp(): Promise<Job> {
  return {
    name: 'practices by ICB',
    async one(ask) {
      const query =
        'query { rollUp(of: GP_PRACTICE, by: ICB, view: COMMISSIONING) { groups { count organisation { code } } } }';
      const { rollUp } = await ask<{ rollUp: { groups: { count: number; organisation: Node }[] } }>(query, {});
      return rollUp.groups.map(({ count, organisation }) => `${organisation.code} ${count}`);
    },
    async byHops(ask) {
      const practices = await searched(ask, { kinds: ['GP_PRACTICE'] }, Infinity);
      const counts = new Map<string, number>();
      const boards = await above(ask, practices, 'COMMISSIONING');
      for (const board of boards.flat()) counts.set(board, (counts.get(board) ?? 0) + 1);
      return [...counts].map(([code, count]) => `${code} ${count}`).sort();
    },
  };
}

/** The board that each of 200 sites of trusts reports to. */
export async function belonging(ask: Ask): Promise<Job> {
  const sites = await searched(ask, { kinds: ['TRUST_SITE'] }, SITES);
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

async function descendants(ask: Ask, code: string): Promise<readonly string[]> {
  const query = 'query ($code: ID!) { organisation(code: $code) { descendantCodes(view: COMMISSIONING) } }';
  return (await ask<{ organisation: Organisation }>(query, { code })).organisation.descendantCodes;
}

async function children(ask: Ask, code: string): Promise<readonly Node[]> {
  const query = `query ($code: ID!, $after: String) { organisation(code: $code) {
    children(view: COMMISSIONING, includeInactive: true, first: 200, after: $after) { ${PAGE} } } }`;
  return paged(
    async (after) => (await ask<{ organisation: Organisation }>(query, { code, after })).organisation.children,
    Infinity,
  );
}

function searched(ask: Ask, filter: { kinds: string[] }, most: number): Promise<readonly Node[]> {
  const query = `query ($kinds: [OrganisationKind!], $after: String) { search(kinds: $kinds, first: 200, after: $after) { ${PAGE} } }`;
  return paged(async (after) => (await ask<{ search: Page }>(query, { ...filter, after })).search, most);
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

/** What lies one hop from each code that is reached, each asked about once, all of a level side by side. */
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

/** The boards above each of some organisations, found parent by parent. */
async function above(ask: Ask, nodes: readonly Node[], view: string): Promise<readonly string[][]> {
  const query = `query ($code: ID!) { organisation(code: $code) { parents(view: ${view}) { code isActive kinds } } }`;
  const parents = async (code: string) =>
    (await ask<{ organisation: Organisation | null }>(query, { code })).organisation?.parents ?? [];
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
