import { execute, NoUnusedVariablesRule, parse, specifiedRules, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { errorCodeOf } from '../../../errors';
import { createFederation, type Federation } from '../../../federation/federation';
import { createOwnExecutor } from '../../../federation/subgraphs/own-executor';
import { createSchemaExecutor, type ExecuteOperation } from '../../../federation/subgraphs/schema-executor';
import { compose } from '../../../federation/composition/compose';
import { useScalarsOf } from '../../../federation/supergraph/own-subgraph';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import { toApiSchema } from '../../../gateway/graphql/api-schema';
import { DEFAULT_LIMITS } from '../../../gateway/limits';
import { openOrganisationsSubgraph, type OrganisationsSubgraph } from '../../../gateway/organisations-subgraph';
import { buildSubgraph } from '../../../resolvers/subgraph';
import { inProcess, sdlOf, type SmallSubgraph, planning } from '../../federation/federate';
import { seeded } from '../../federation/random/documents';
import { comparable } from '../../support/compare-results';
import { sampleGraph } from '../../support/database/sample-graph';
import { randomOperation, type Literals } from '../../support/random-operation';

/** Results of our own graph, alone and behind a federation, three times each: the later ones are those of compiled code. */
const DOCUMENTS = Number(process.env.RANDOM_DOCUMENTS ?? 1_000);
const SECONDS = Number(process.env.RANDOM_SECONDS ?? Infinity);
const SEED = Number(process.env.RANDOM_SEED ?? 1);
const TIMES = 3;

const BEDS: SmallSubgraph = { sdl: 'type Organisation @key(fields: "code") { code: ID! beds: Int }', resolvers: {} };

const CODES = ['ZXP0001', 'ZXP0011', 'ZXP0032', 'ZXN0004', 'ZXT001', 'ZXR1', 'NOBODY'].map((code) => `"${code}"`);
const IDS = ['Organisation:ZXP0001@2024-09-30,2021-04-01,LEGAL', 'Organisation:NOBODY@2024-09-30,2021-04-01,LEGAL'].map(
  (id) => `"${id}"`,
);
const LITERALS: Literals = {
  LocalDate: ['"2021-04-01"', '"2024-06-30"', '"2024-09-30"'],
  code: CODES,
  codes: CODES,
  from: ['"2024-06-30"', ...CODES],
  to: ['"2024-09-30"', ...CODES],
  release: ['"2024-06-30"', '"2024-09-30"'],
  id: ['"2024-06-30"', '"2024-09-30"', ...IDS],
  ids: IDS,
  last: ['1', '2'],
  postcode: ['"ZX1 1AA"'],
  name: ['"old mill surgery"'],
  town: ['"exampleton"'],
  address: ['"1 mill lane"'],
  roles: ['"RO177"', '"RO76"'],
  first: ['1', '2', '3'],
  limit: ['1', '3'],
  maxDepth: ['2', '12'],
  text: ['"mill"', '"practice"'],
  measure: ['"gp-list-size"'],
  maxAgeMonths: ['0', '3', '12', '40'],
  valuesOn: ['"2024-06-15"', '"2024-09-30"'],
  value: ['"0_4"'],
};

let schema: GraphQLSchema;
let organisations: OrganisationsSubgraph;
let alone: ExecuteOperation<unknown>;
let federation: Federation;

beforeAll(async () => {
  const subgraph = await buildSubgraph();
  schema = toApiSchema(subgraph.schema);
  const settings = { limits: DEFAULT_LIMITS, cacheBytes: 2 ** 26, cursorSecret: 'only for the tests' };
  organisations = openOrganisationsSubgraph({ subgraph, graph: sampleGraph(), deadlineMs: 20_000, ...settings });
  alone = createSchemaExecutor(schema, { compileAfter: 1, compilingShare: Infinity });
  const supergraph = readSupergraph(
    compose([
      { name: 'organisations', sdl: subgraph.sdl },
      { name: 'beds', sdl: sdlOf(BEDS) },
    ]),
  );
  useScalarsOf(subgraph.schema, supergraph);
  const own = createOwnExecutor(subgraph.schema, { compileAfter: 1, compilingShare: Infinity });
  federation = createFederation({ planning, supergraph, subgraphs: { organisations: own, beds: inProcess(BEDS, []) } });
});

const rules = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);

/** Yields valid documents of a seed. */
function* randomOperations() {
  const random = seeded(SEED);
  for (;;) {
    const { query, variables } = randomOperation(schema, LITERALS, random, 1 + Math.floor(random() * 3));
    const document = parse(query);
    const isSmall = query.length < 3_000;
    if (isSmall && validate(schema, document, rules).length === 0) yield { query, document, variables };
  }
}

type Variables = Readonly<Record<string, unknown>>;

async function runFederated(document: DocumentNode, variables: Variables, context: unknown): Promise<ExecutionResult> {
  const schemaOfClients = federation.apiSchema;
  const { data, errors } = await federation.executor({
    ...{ schema: schemaOfClients, document, context },
    request: { variables },
  });
  return { data: JSON.parse(JSON.stringify(data ?? null)) as ExecutionResult['data'], errors };
}

const exactly = (error: GraphQLError) => [error, errorCodeOf(error)];
/** A null condition fails the selection set that has it. Of several such sets, one in another, either may fail first. */
const withoutLocations = (error: GraphQLError) =>
  error.message.startsWith('Argument "if"') ? null : [error.message, errorCodeOf(error)];
const withData = ({ data = null, errors }: ExecutionResult) => ({ data, errors });

test(
  `${DOCUMENTS} random documents of seed ${SEED} have the results of graphql-js, ${TIMES} times each`,
  async () => {
    const ends = performance.now() + SECONDS * 1_000;
    let executed = 0;
    for (const { query, document, variables } of randomOperations()) {
      if (executed++ >= DOCUMENTS || performance.now() > ends) break;
      for (const variableValues of variables) {
        const newContext = () => organisations.makeContext(undefined);
        const contextValue = await newContext();
        const result = await execute({ schema, document, variableValues, contextValue, hideSuggestions: true });
        const expected = { alone: comparable(result, exactly), behind: comparable(withData(result), withoutLocations) };
        for (let time = 1; time <= TIMES; time++) {
          const actual = {
            alone: comparable(await alone({ document, variables: variableValues }, await newContext()), exactly),
            behind: comparable(await runFederated(document, variableValues, await newContext()), withoutLocations),
          };
          const input = { seed: SEED, executed, query, variableValues, time };
          if (actual.alone !== expected.alone || actual.behind !== expected.behind)
            expect({ ...input, ...actual }).toEqual({ ...input, ...expected });
        }
      }
    }
    if (SECONDS < Infinity) console.log(`${executed - 1} documents`);
  },
  60_000 + Math.min(DOCUMENTS * 1_000, SECONDS * 1_000),
);
