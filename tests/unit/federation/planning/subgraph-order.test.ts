import { inPlannerOrder } from '../../../../federation/planning/subgraph-order';

/** A supergraph in which `alpha` and `beta` have interfaces of later subgraphs as interface objects. */
const SUPERGRAPH = `
  enum join__Graph {
    ALPHA @join__graph(name: "alpha", url: "http://a")
    BETA @join__graph(name: "beta", url: "http://b")
    GAMMA @join__graph(name: "gamma", url: "http://c")
  }
  interface Plant @join__type(graph: ALPHA, key: "id", isInterfaceObject: true) @join__type(graph: BETA, key: "id") { id: ID! }
  interface Animal @join__type(graph: BETA, key: "id", isInterfaceObject: true) @join__type(graph: GAMMA, key: "id") {
    id: ID! @join__field(graph: GAMMA, override: "alpha")
  }
`;

test('subgraphs that define an interface come before those that have it as an interface object', () => {
  const names = [...inPlannerOrder(SUPERGRAPH).sdl.matchAll(/name: "(\w+)"/g)].map(([, name]) => name);
  expect(names).toEqual(['g2_alpha', 'g1_beta', 'g0_gamma']);
});

test('a field that moves names the subgraph by its name for the planner', () => {
  expect(inPlannerOrder(SUPERGRAPH).sdl).toContain('override: "g2_alpha"');
});

test('each node of a plan gets the name of its subgraph again', () => {
  const fetch = (serviceName: string) => ({ kind: 'Fetch', serviceName, operation: '{ a }' });
  const plan = (alpha: string, beta: string) => ({
    kind: 'Sequence',
    nodes: [
      fetch(alpha),
      { kind: 'Parallel', nodes: [{ kind: 'Flatten', path: [], node: fetch(beta) }] },
      { kind: 'Condition', condition: 'a', ifClause: fetch(alpha), elseClause: null },
      { kind: 'BatchFetch', serviceName: beta },
    ],
  });
  const { restoreNames } = inPlannerOrder(SUPERGRAPH);
  expect(restoreNames(plan('g2_alpha', 'g1_beta') as never)).toEqual(plan('alpha', 'beta'));
});

test('interfaces in a circle of subgraphs have names, too', () => {
  const circle = SUPERGRAPH.replace('graph: GAMMA, key', 'graph: ALPHA, key');
  expect(inPlannerOrder(circle).sdl).toMatch(/name: "g\d_alpha".*name: "g\d_beta".*name: "g0_gamma"/s);
});

test('a supergraph without interface objects stays as it is', () => {
  const plain = SUPERGRAPH.replaceAll(', isInterfaceObject: true', '');
  expect(inPlannerOrder(plain).sdl).toBe(plain);
});
