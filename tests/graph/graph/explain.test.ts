import { typedIncoming, typedOutgoing, typedRelationship } from '../../../graph/batching/typed-relationships';
import { readQueries } from '../../../graph/read-side';
import type { Statement } from '../../../graph/graph';
import { explainPlan, type Plan } from '../../support/database/query-plan';

/** Labels with so few nodes that a scan is cheaper than an index. */
const SMALL = ['Catalog', 'Release', 'CodeListEntry', 'Measure', 'Extract', 'PostcodeArea', 'PostcodeFile'];
const SEEKS =
  /^(NodeUniqueIndexSeek|NodeIndexSeek|NodeIndexSeekByRange|NodeIndexContainsScan|DirectedRelationshipIndexSeek|ProcedureCall)/;

const TYPES = ['RE2', 'RE3', 'RE4', 'RE5', 'RE6', 'RE8', 'RE9', 'RE10', 'RE11'];
const { outgoing, incoming, relationship, ...others } = readQueries();
const statements: readonly Statement[] = [
  ...Object.values(others),
  typedOutgoing(outgoing, () => TYPES)(),
  typedIncoming(incoming, () => TYPES).statement(),
  typedRelationship(relationship, () => TYPES)(),
];

describe.each(statements.map((statement) => [statement.name, statement] as const))(
  'the query %s',
  (name, statement) => {
    let operators: Plan[];
    beforeAll(async () => {
      operators = flat(await explainPlan(statement, parametersOf(statement)));
    });

    test('describes its result in its first line', () => {
      expect(statement.text).toMatch(/^\/\/ [A-Z].*\./);
    });

    test('starts from an index or a small label', () => {
      const seeks = operators.filter(({ operator }) => SEEKS.test(operator));
      const scans = operators.filter(({ operator }) => /Scan/.test(operator) && !SEEKS.test(operator));
      for (const { operator, details } of scans)
        expect([operator, SMALL.some((label) => details.includes(`:${label}`))]).toEqual(['NodeByLabelScan', true]);
      if (scans.length === 0) expect(seeks.length).toBeGreaterThan(0);
    });

    test('has no cartesian product and no eager operator', () => {
      const bad = operators.filter(({ operator }) =>
        /CartesianProduct|Eager(?!Aggregation)|AllNodesScan|AllRelationshipsScan/.test(operator),
      );
      expect(bad.map(({ operator }) => operator)).toEqual([]);
    });

    test('takes every value of a request as a parameter', () => {
      expect(statement.text).not.toMatch(/=~|LOAD CSV|apoc\.|\bdbms\./);
      if (!['catalog', 'touched', 'linkTypes', 'sizes', 'texts', 'textsOf'].includes(name))
        expect(statement.text).toMatch(/\$keys/);
    });
  },
);

function parametersOf({ name }: Statement): Record<string, unknown> {
  if (name === 'incoming') return { keys: Object.fromEntries(TYPES.map((type) => [type, []])) };
  if (name === 'state') return { keys: [], releases: [] };
  if (name === 'findings') return { keys: [], most: 250 };
  if (name === 'sizes') return { numbers: [] };
  return name === 'touched' ? { after: 1, upTo: 2 } : { keys: [] };
}

function flat(plan: Plan): Plan[] {
  return [plan, ...plan.children.flatMap(flat)];
}
