import {
  buildASTSchema,
  isInterfaceType,
  NoUnusedVariablesRule,
  parse,
  print,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { ConstDirectiveNode, DocumentNode, GraphQLSchema } from 'graphql';
import { compose } from '../../../federation/composition/compose';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import { MAX_DENIED_PER_FIELD } from '../../../federation/execution-errors';
import { federate, schemaOf, sdlOf, type Federated, type SmallSubgraphs } from '../federate';
import { randomQuery, seeded } from '../random/documents';
import * as practices from '../random/world';
import { executePlainly } from './plain-executor';
import { allClients, plainRules, type Has, type MaySelect } from './plain-rules';
import * as wards from './world';

/** Random rules of access, random clients and random queries, compared with an execution that knows nothing of plans. */

const SCOPES = ['a', 'b', 'c'];
const POLICIES = ['p', 'q'];
const CLIENTS = allClients(SCOPES, POLICIES);
const DIRECTIVES = [
  '@authenticated',
  '@requiresScopes(scopes: [["a"]])',
  '@requiresScopes(scopes: [["a", "b"], ["c"]])',
  '@policy(policies: [["p"]])',
  '@policy(policies: [["p"], ["q"]])',
  '@authenticated @requiresScopes(scopes: [["b"]])',
];
const LINKS = ['authenticated', 'requiresScopes', 'policy'].map(
  (name) => `@link(url: "https://specs.apollo.dev/${name}/v0.1", for: SECURITY)`,
);
const DEFINITIONS = `
  directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @requiresScopes(scopes: [[requiresScopes__Scope!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @policy(policies: [[policy__Policy!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  scalar requiresScopes__Scope scalar policy__Policy`;

const directivesOf = (text: string): readonly ConstDirectiveNode[] => {
  const [type] = parse(`type X ${text}`).definitions;
  return (type as { directives: readonly ConstDirectiveNode[] }).directives;
};

/** The supergraph with directives on some of its types and fields, also where no composer puts them: on interfaces alone. */
function secured(sdl: string, random: () => number): string {
  const isOurs = (name: string) => !/^(join|link|_)_?_/.test(name);
  const some = <
    Node extends { readonly name: { readonly value: string }; readonly directives?: readonly ConstDirectiveNode[] },
  >(
    node: Node,
    likelihood: number,
  ) =>
    isOurs(node.name.value) && random() < likelihood
      ? {
          ...node,
          directives: [
            ...(node.directives ?? []),
            ...directivesOf(DIRECTIVES[Math.floor(random() * DIRECTIVES.length)]!),
          ],
        }
      : undefined;
  const document = visit(parse(sdl), {
    FieldDefinition: (node) => some(node, 0.25),
    ObjectTypeDefinition: { leave: (node) => (node.name.value === 'Query' ? undefined : some(node, 0.12)) },
    InterfaceTypeDefinition: { leave: (node) => some(node, 0.12) },
    ScalarTypeDefinition: { leave: (node) => some(node, 0.2) },
    EnumTypeDefinition: { leave: (node) => some(node, 0.2) },
    SchemaDefinition: (node) => ({
      ...node,
      directives: [...(node.directives ?? []), ...directivesOf(LINKS.join(' '))],
    }),
  });
  return print(document) + DEFINITIONS;
}

interface World {
  readonly root: Readonly<Record<string, unknown>>;
  readonly subgraphs: SmallSubgraphs;
}

interface Case {
  readonly graph: Federated;
  readonly schemas: Readonly<Record<string, GraphQLSchema>>;
  readonly root: World['root'];
  readonly may: MaySelect;
}

function openCase({ root, subgraphs }: World, random: () => number): Case {
  const composed = compose(Object.entries(subgraphs).map(([name, subgraph]) => ({ name, sdl: sdlOf(subgraph) })));
  const sdl = secured(composed, random);
  const graph = federate(subgraphs, { supergraph: readSupergraph(sdl, { isSecured: true }) });
  const schemas = Object.fromEntries(Object.entries(subgraphs).map(([name, subgraph]) => [name, schemaOf(subgraph)]));
  return { graph, schemas, root, may: plainRules(buildASTSchema(parse(sdl)), CLIENTS) };
}

const rules = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);

function validQuery(schema: GraphQLSchema, random: () => number): DocumentNode {
  for (;;) {
    const document = parse(randomQuery(schema, random));
    if (validate(schema, document, rules).length === 0) return document;
  }
}

/** The types of an interface: an interface object stands for them in its subgraph. */
function typesOf(name: string, schema: GraphQLSchema): string[] {
  const type = schema.getType(name);
  return isInterfaceType(type) ? schema.getPossibleTypes(type).map((each) => each.name) : [];
}

/** The denied fields that a request to a subgraph selects; keys are needed to reach entities, and stay in the gateway. */
function deniedFetches({ graph, schemas, may }: Case, has: Has): string[] {
  const { supergraph } = graph;
  return graph.sent.flatMap(({ subgraph, query }) => {
    const found: string[] = [];
    const typeInfo = new TypeInfo(schemas[subgraph]!);
    visit(
      parse(query),
      visitWithTypeInfo(typeInfo, {
        Field({ name: { value: name } }) {
          const type = typeInfo.getParentType()?.name ?? '';
          if (name.startsWith('_') || !supergraph.apiSchema.getType(type)) return;
          const keys = [...supergraph.subgraphs.keys()].flatMap((each) => supergraph.keysOf(each, type)).flat();
          const isKey = keys.includes(name) || type === 'Board';
          const types = [type, ...typesOf(type, supergraph.apiSchema)];
          if (!isKey && !types.some((each) => may(has, each, name))) found.push(`${subgraph}: ${type}.${name}`);
        },
      }),
    );
    return found;
  });
}

const withoutPositions = (path: readonly (string | number)[]) =>
  path.filter((step) => typeof step === 'string').join('.');

/** Of one field, only the first errors are in a response. */
function reported(paths: readonly (readonly (string | number)[])[]): string[] {
  const counts = new Map<string, number>();
  return paths
    .filter((path) => {
      const count = (counts.get(withoutPositions(path)) ?? 0) + 1;
      counts.set(withoutPositions(path), count);
      return count <= MAX_DENIED_PER_FIELD;
    })
    .map((path) => path.join('.'))
    .sort();
}

async function compareOne(opened: Case, random: () => number) {
  const { graph, root, may } = opened;
  const { apiSchema: schema, executor } = graph;
  const document = validQuery(schema, random);
  const has = CLIENTS[Math.floor(random() * CLIENTS.length)]!;
  const variables = random() < 0.5 ? {} : { yes: false, no: true, of: 'z' };
  const expected = executePlainly({
    schema,
    document,
    variables,
    root,
    maySelect: (type, name) => may(has, type, name),
  });
  graph.sent.length = 0;
  const identity = {
    isAuthenticated: has.isAuthenticated,
    scopes: new Set(has.scopes),
    allowedBy: async (names: readonly string[]) => new Set(names.filter((name) => has.policies.includes(name))),
  };
  const actual = await executor({ schema, document, request: { variables }, context: {}, identity });
  if (actual.errors?.[0]?.extensions.code === 'NOT_PLANNABLE') return { denied: 0, unplanned: 1 };
  const input = { query: print(document), has };
  expect({ ...input, data: JSON.stringify(actual.data) }).toEqual({ ...input, data: JSON.stringify(expected.data) });
  const denials = (actual.errors ?? []).filter(({ extensions }) => extensions.code === 'UNAUTHORIZED_FIELD_OR_TYPE');
  const found = denials.map(({ path }) => path!.join('.')).sort();
  const all = reported(expected.denied);
  // A subgraph that returns null for `needed` returns nothing around it: then fewer fields are denied.
  const compared = input.query.includes('needed') ? all.filter((path) => found.includes(path)) : all;
  expect({ ...input, denied: found }).toEqual({ ...input, denied: compared });
  expect(new Set(denials.map(({ message }) => message)).size).toBeLessThan(2);
  expect({ ...input, fetched: deniedFetches(opened, has) }).toEqual({ ...input, fetched: [] });
  return { denied: expected.denied.length > 0 ? 1 : 0, unplanned: 0 };
}

const DOCUMENTS = Number(process.env.RANDOM_QUERIES ?? 50);

test.each([
  ['interfaces, unions and several keys', practices],
  ['interface objects, required fields, enums and scalars', wards],
])(
  'random rules over %s: clients get what they may read, and nothing else is fetched',
  async (_name, world) => {
    const random = seeded(Number(process.env.RANDOM_SEED ?? 1));
    const figures = { compared: 0, denied: 0, unplanned: 0 };
    for (let at = 0; at < DOCUMENTS / 10; at++) {
      const opened = openCase(world, random);
      for (let query = 0; query < 10; query++) {
        const { denied, unplanned } = await compareOne(opened, random);
        figures.compared += 1 - unplanned;
        figures.denied += denied;
        figures.unplanned += unplanned;
      }
    }
    if (process.env.RANDOM_QUERIES) console.log(figures);
    expect(figures.denied).toBeGreaterThan(DOCUMENTS / 4);
    expect(figures.unplanned / DOCUMENTS).toBeLessThan(0.2);
  },
  60_000 + DOCUMENTS * 500,
);
