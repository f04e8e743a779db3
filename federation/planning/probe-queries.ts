import { getNamedType, isAbstractType, isCompositeType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLCompositeType, GraphQLField } from 'graphql';
import { joinsOf } from '../supergraph/links';
import type { Supergraph } from '../supergraph/supergraph';
import type { TypeWithFields } from './selections';

/** A place in a query, from which a probe selects fields. */
export interface Probe {
  /** The query with all fields at once. */
  readonly query: string;
  /** The query with each field alone. */
  readonly single: readonly string[];
  /** The fields, for example 'Site.beds'. */
  readonly fields: readonly string[];
}

/** A selection around another one: a field, or a fragment on a type. */
type Wrap = (inner: string) => string;

/** A supergraph with the look-up of its fields. */
interface Graph extends Supergraph {
  readonly resolutionOf: ReturnType<typeof resolutionsOf>;
}

/** Values of a type that one subgraph returned. */
interface Place {
  readonly type: GraphQLCompositeType;
  readonly subgraph: string;
  /** Whether it is the beginning of a query: another subgraph is then another beginning. */
  readonly isRoot?: boolean;
  readonly wrap: Wrap;
  /** Places with the same key have the same fields to reach. */
  readonly key: string;
  /** Whether the subgraph was reached from another one, by a key: the planner then plans in another way. */
  readonly isMoved: boolean;
  /** The types on the way since the last entity, so that a walk through recursive types ends. */
  readonly passed: readonly string[];
}

/**
 * Generates queries that lead from each subgraph to each field of another one: a composed supergraph may have fields that
 * the planner cannot reach. Every field that returns an object is entered once for each subgraph that resolves it.
 */
export function* probeQueries(supergraph: Supergraph): Generator<Probe> {
  const graph: Graph = { ...supergraph, resolutionOf: resolutionsOf(supergraph) };
  const visited = new Set<string>();
  const queue = rootPlaces(supergraph);
  for (let place = queue.shift(); place; place = queue.shift()) {
    const isFirst = !visited.has(place.key);
    visited.add(place.key);
    yield* probesAt(place, isFirst, graph);
    if (isFirst) queue.push(...placesBelow(place, graph));
  }
}

function rootPlaces({ apiSchema, subgraphNames }: Supergraph): Place[] {
  const roots = [
    [apiSchema.getQueryType(), 'query'],
    [apiSchema.getMutationType(), 'mutation'],
  ] as const;
  return roots.flatMap(([type, kind]) => {
    if (!type) return [];
    const wrap: Wrap = (inner) => `${kind} { ${inner} }`;
    return [...subgraphNames.values()].map((subgraph) => ({
      type,
      subgraph,
      wrap,
      key: `${kind} ${subgraph}`,
      passed: [],
      isMoved: false,
      isRoot: true,
    }));
  });
}

/** The probes of the fields that the subgraph of a place cannot answer alone; of all fields at the first visit. */
function* probesAt(place: Place, isFirst: boolean, { resolutionOf }: Graph): Generator<Probe> {
  const { type, subgraph, wrap } = place;
  if (!hasFields(type) || place.isRoot) return;
  const fields = Object.values(type.getFields());
  const needed = isFirst ? fields : fields.filter(({ name }) => !isLocal(resolutionOf(type.name, name), subgraph));
  if (needed.length === 0) return;
  const texts = needed.map(({ name, type: output }) => selection(name, output));
  const coordinates = needed.map(({ name }) => `${type.name}.${name}`);
  yield { query: wrap(texts.join(' ')), single: texts.map(wrap), fields: coordinates };
}

function selection(name: string, output: GraphQLField<unknown, unknown>['type']): string {
  return isCompositeType(getNamedType(output)) ? `${name} { __typename }` : name;
}

function placesBelow(place: Place, graph: Graph): Place[] {
  const { type, subgraph } = place;
  const { apiSchema, resolutionOf } = graph;
  const below = isAbstractType(type)
    ? apiSchema.getPossibleTypes(type).map((possible) => narrowed(place, possible))
    : [];
  if (!hasFields(type)) return below;
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const output = getNamedType(field.type);
    if (!isCompositeType(output)) return [];
    const { resolvers, provides } = resolutionOf(type.name, field.name);
    const next = resolvers.includes(subgraph) ? [subgraph] : place.isRoot ? [] : resolvers;
    return next.flatMap(
      (name) => entered(place, { name: field.name, type: output, provides: provides.get(name) }, name, graph) ?? [],
    );
  });
  return [...below, ...fields];
}

function narrowed({ subgraph, wrap, key, passed, isMoved }: Place, type: GraphQLCompositeType): Place {
  const narrow: Wrap = (inner) => wrap(`... on ${type.name} { ${inner} }`);
  return { type, subgraph, wrap: narrow, key: `${key}|${type.name}`, passed, isMoved };
}

interface EnteredField {
  readonly name: string;
  readonly type: GraphQLCompositeType;
  readonly provides: string | undefined;
}

/** The place behind a field; undefined where a type without a key is nested in itself. */
function entered(place: Place, field: EnteredField, subgraph: string, graph: Graph): Place | undefined {
  const { name, type, provides } = field;
  const wrap: Wrap = (inner) => place.wrap(`${name} { ${inner} }`);
  const isMoved = place.isMoved || subgraph !== place.subgraph;
  const below = { type, subgraph, wrap, isMoved };
  if (isEntity(type, graph) && provides === undefined)
    return { ...below, key: `${type.name}@${subgraph}${isMoved ? ' moved' : ''}`, passed: [] };
  if (place.passed.includes(type.name)) return undefined;
  const key = `${place.key}>${name}@${subgraph}${provides === undefined ? '' : ` provides ${provides}`}`;
  return { ...below, key, passed: [...place.passed, type.name] };
}

/** Whether any subgraph can be entered at the type: from there on, the way to it does not matter. */
function isEntity({ name }: GraphQLCompositeType, { schema, subgraphs, keysOf, possibleTypes }: Graph): boolean {
  const names = isAbstractType(schema.getType(name)) ? [...possibleTypes(name)] : [name];
  return names.some((each) => [...subgraphs.keys()].some((subgraph) => keysOf(subgraph, each).length > 0));
}

/** Whether a subgraph answers a field without any other subgraph. */
function isLocal({ resolvers, isRequiring }: Resolution, subgraph: string): boolean {
  return resolvers.includes(subgraph) && !isRequiring;
}

/** How the subgraphs resolve a field. */
interface Resolution {
  /** The names of the subgraphs that resolve it. */
  readonly resolvers: readonly string[];
  /** Whether it needs fields of other subgraphs. */
  readonly isRequiring: boolean;
  /** What a subgraph provides below the field, by its name. */
  readonly provides: ReadonlyMap<string, string>;
}

/** Returns a look-up that reads each field once. */
function resolutionsOf({ schema, subgraphNames }: Supergraph) {
  const cache = new Map<string, Resolution>();
  const nameOf = (graph: unknown): string => subgraphNames.get(String(graph)) ?? '';
  const read = (typeName: string, fieldName: string): Resolution => {
    const type = schema.getType(typeName);
    const fields = hasFields(type) ? joinsOf(type.getFields()[fieldName], 'join__field') : [];
    const resolving = fields.filter(({ external, usedOverridden }) => external !== true && usedOverridden !== true);
    const joins = fields.length > 0 ? resolving : joinsOf(type, 'join__type');
    return {
      resolvers: [...new Set(joins.map(({ graph }) => nameOf(graph)))],
      isRequiring: fields.some(({ requires }) => requires !== undefined),
      provides: new Map(
        fields.flatMap(({ graph, provides }) => (typeof provides === 'string' ? [[nameOf(graph), provides]] : [])),
      ),
    };
  };
  return (typeName: string, fieldName: string): Resolution => {
    const key = `${typeName}.${fieldName}`;
    const found = cache.get(key) ?? read(typeName, fieldName);
    cache.set(key, found);
    return found;
  };
}

function hasFields(type: unknown): type is TypeWithFields {
  return isObjectType(type) || isInterfaceType(type);
}
