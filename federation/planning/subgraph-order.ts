import { Kind, parse, print, visit } from 'graphql';
import type { ASTVisitor, ConstArgumentNode, ConstDirectiveNode, DocumentNode } from 'graphql';
import { argumentsOf } from '../supergraph/links';
import type { PlanNode } from './planner';

/** A supergraph as the planner needs it. */
export interface OrderedSupergraph {
  readonly sdl: string;
  /** Gives the subgraphs of a plan their own names again. */
  restoreNames(node: PlanNode): PlanNode;
}

/**
 * The planner reads subgraphs in the order of their names. It finds no way from an interface object to the types of the
 * interface if the subgraph that defines the interface comes later. So such subgraphs get names for the planner that come
 * in order: those that define interfaces before those that have them as interface objects.
 */
export function inPlannerOrder(sdl: string): OrderedSupergraph {
  if (!sdl.includes('isInterfaceObject: true')) return { sdl, restoreNames: (node) => node };
  const document = parse(sdl, { noLocation: true });
  const names = orderedNames(document);
  const originals = new Map([...names].map(([original, name]) => [name, original]));
  const nameOf = (name: string) => originals.get(name) ?? name;
  return { sdl: print(visit(document, renaming(names))), restoreNames: (node) => restored(node, nameOf) };
}

/** The name for the planner of each subgraph. */
function orderedNames(document: DocumentNode): ReadonlyMap<string, string> {
  const ranks = ranksOf(interfacesOf(document));
  const names = new Map<string, string>();
  const digits = String(ranks.size).length;
  visit(document, {
    EnumValueDefinition({ name, directives = [] }) {
      const join = directives.find((directive) => directive.name.value === 'join__graph');
      const original = join && argumentsOf(join).name;
      if (typeof original !== 'string') return;
      const rank = String(ranks.get(name.value) ?? 0).padStart(digits, '0');
      names.set(original, `g${rank}_${original}`);
    },
  });
  return names;
}

/** The subgraphs of an interface, by their value of the enum `join__Graph`. */
interface JoinedInterface {
  readonly defining: readonly string[];
  readonly objects: readonly string[];
}

function interfacesOf({ definitions }: DocumentNode): JoinedInterface[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
    const joins = (definition.directives ?? []).filter(({ name }) => name.value === 'join__type').map(argumentsOf);
    const graphsOf = (isObject: boolean) =>
      joins
        .filter(({ isInterfaceObject }) => (isInterfaceObject === true) === isObject)
        .map(({ graph }) => String(graph));
    const [defining, objects] = [graphsOf(false), graphsOf(true)];
    return objects.length > 0 ? [{ defining, objects }] : [];
  });
}

/** How many subgraphs have to come before a subgraph, one after the other. Interfaces in a circle have no such order. */
function ranksOf(interfaces: readonly JoinedInterface[]): ReadonlyMap<string, number> {
  const ranks = new Map(
    interfaces.flatMap(({ defining, objects }) => [...defining, ...objects]).map((graph) => [graph, 0]),
  );
  for (let round = 0; round < ranks.size; round++) {
    for (const { defining, objects } of interfaces) {
      const rank = 1 + Math.max(0, ...defining.map((graph) => ranks.get(graph)!));
      for (const graph of objects) ranks.set(graph, Math.max(ranks.get(graph)!, Math.min(rank, ranks.size)));
    }
  }
  return ranks;
}

/** Renames subgraphs where a supergraph has their names: in `join__graph`, and in `override`. */
function renaming(names: ReadonlyMap<string, string>): ASTVisitor {
  const rename = (directive: ConstDirectiveNode, argument: string): ConstDirectiveNode => ({
    ...directive,
    arguments: directive.arguments?.map((each): ConstArgumentNode => {
      const { name, value } = each;
      const renamed = name.value === argument && value.kind === Kind.STRING ? names.get(value.value) : undefined;
      return renamed === undefined ? each : { ...each, value: { kind: Kind.STRING, value: renamed } };
    }),
  });
  return {
    Directive(directive) {
      if (directive.name.value === 'join__graph') return rename(directive as ConstDirectiveNode, 'name');
      return directive.name.value === 'join__field' ? rename(directive as ConstDirectiveNode, 'override') : undefined;
    },
  };
}

function restored(node: PlanNode, nameOf: (name: string) => string): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((each) => restored(each, nameOf)) };
    case 'Condition': {
      const clause = (each: typeof node.ifClause) => each && restored(each, nameOf);
      return { ...node, ifClause: clause(node.ifClause), elseClause: clause(node.elseClause) };
    }
    case 'Flatten':
      return { ...node, node: restored(node.node, nameOf) };
    case 'Fetch':
    case 'BatchFetch':
      return { ...node, serviceName: nameOf(node.serviceName) };
    default:
      return node;
  }
}
