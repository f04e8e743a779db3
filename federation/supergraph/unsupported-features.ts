import { getLocation } from 'graphql';
import type { ConstDirectiveNode, DocumentNode } from 'graphql';
import type { CompositionProblem } from '../composition/composition-problem';
import { elementsOf, type Element } from './elements';
import { argumentsOf, featuresOf, linkedDirectives, type Feature, type LinkedDirective } from './links';

const APOLLO = 'https://specs.apollo.dev/';
const FEDERATION = `${APOLLO}federation`;

/** The features that a schema may ask for, with the versions that are known. */
type Supported = Readonly<Record<string, RegExp>>;

/** Composition drops the directives of all other features, even those that this gateway carries out in a supergraph. */
const IN_SUBGRAPH: Supported = { [`${APOLLO}link`]: /^v1\.\d+$/, [FEDERATION]: /^v[12]\.\d+$/ };
const IN_SUPERGRAPH: Supported = {
  [`${APOLLO}core`]: /^v0\.[12]$/,
  [`${APOLLO}link`]: /^v1\.\d+$/,
  [`${APOLLO}join`]: /^v0\.[1-5]$/,
  [`${APOLLO}inaccessible`]: /^v0\.[12]$/,
  [`${APOLLO}tag`]: /^v0\.[1-3]$/,
  [`${APOLLO}cost`]: /^v0\.1$/,
};

/** The features for access, which are carried out where requests have an identity. */
const ACCESS = ['authenticated', 'requiresScopes', 'policy'];
const IN_SECURED_SUPERGRAPH: Supported = {
  ...IN_SUPERGRAPH,
  ...Object.fromEntries(ACCESS.map((name) => [`${APOLLO}${name}`, /^v0\.1$/])),
};

/** What would happen if a directive were ignored, and what a team can do instead. */
interface Meaning {
  readonly effect: string;
  readonly next: string;
}

const PROTECTION: Meaning = {
  effect: 'every client could read what it protects',
  next: 'Set AUTH, so that the gateway checks who asks; or let the subgraph check access itself and remove the directive.',
};
const CONTEXT: Meaning = {
  effect: 'the argument would never be sent',
  next: 'Use @requires, or let clients send the argument.',
};
const CONNECTOR: Meaning = {
  effect: 'the field would be asked of a GraphQL server',
  next: 'Serve the fields by a GraphQL server, and remove the directive.',
};
const CACHE_TAG: Meaning = {
  effect: 'nothing would be removed from a cache by it',
  next: 'Remove the directive.',
};
const NOT_IMPORTED: Meaning = { effect: 'it would be ignored', next: `Import it from ${FEDERATION}.` };
const UNKNOWN: Meaning = {
  effect: 'it would be ignored',
  next: 'Remove the link, and the directives that belong to it.',
};

const UNSUPPORTED: ReadonlyMap<string, Meaning> = new Map([
  ...ACCESS.map((name) => [name, PROTECTION] as const),
  ...['context', 'fromContext'].map((name) => [name, CONTEXT] as const),
  ['connect', CONNECTOR],
  ['cacheTag', CACHE_TAG],
]);
/** The versions of federation that added what the composition library does not know. */
const SINCE: ReadonlyMap<string, string> = new Map([
  ['connect', 'v2.10'],
  ['cacheTag', 'v2.12'],
]);
const IMPORTED_ONLY: ReadonlySet<string> = new Set([`${APOLLO}inaccessible`, `${APOLLO}cost`]);

/** A use of something that this gateway does not carry out. */
interface Use {
  /** For example '@authenticated'. */
  readonly directive: string;
  readonly feature: Feature | undefined;
  readonly meaning: Meaning;
  readonly coordinate: string;
  readonly subgraph: string;
  readonly node: ConstDirectiveNode;
}

/** Finds what a subgraph asks of the gateway that the gateway does not carry out. Composition would accept or drop it. */
export function unsupportedInSubgraph(name: string, document: DocumentNode, isSecured = false): CompositionProblem[] {
  const features = featuresOf(document);
  const rules = { supported: IN_SUBGRAPH, isSecured };
  const uses = usesIn(document, linkedDirectives(features), rules).map((use) => ({ ...use, subgraph: name }));
  return [...problemsOf(uses), ...linkProblems(features, uses, IN_SUBGRAPH, [name])];
}

/**
 * Finds what a supergraph asks of the gateway that the gateway does not carry out. `subgraphName` returns the name of a
 * subgraph for its value of the enum `join__Graph`.
 */
export function unsupportedInSupergraph(
  document: DocumentNode,
  subgraphName: (graph: string) => string,
  isSecured = false,
): CompositionProblem[] {
  const supported = isSecured ? IN_SECURED_SUPERGRAPH : IN_SUPERGRAPH;
  const features = featuresOf(document);
  const linked = linkedDirectives(features);
  const uses = usesIn(document, (name) => linked(name) ?? { name }, { supported, isSecured }).map((use) => ({
    ...use,
    subgraph: use.subgraph && subgraphName(use.subgraph),
  }));
  return [...problemsOf(uses), ...linkProblems(features, uses, supported, [])];
}

interface Rules {
  readonly supported: Supported;
  /** Whether the directives for access are carried out. */
  readonly isSecured: boolean;
}

/** Finds out what a directive is. It has no feature if no link defines it. */
type Lookup = (directive: string) => Partial<LinkedDirective> | undefined;

/** The uses in a schema. In a supergraph, `subgraph` is a value of the enum `join__Graph`, otherwise ''. */
function usesIn(document: DocumentNode, linked: Lookup, rules: Rules): Use[] {
  return elementsOf(document).flatMap((element) =>
    element.directives.flatMap((node): Use[] => {
      const { name, graphs } = directiveOf(element, node);
      const { coordinate } = element;
      const found = linked(name);
      const meaning = found && meaningOf(found, node, rules);
      if (!meaning) return joinUses(element, node);
      const title = titleOf(name, found.name ?? name);
      return graphs.map((subgraph) => ({
        directive: title,
        feature: found.feature,
        meaning,
        coordinate,
        subgraph,
        node,
      }));
    }),
  );
}

/** A directive for a message, with its name in its specification, and with the version of federation that added it. */
function titleOf(name: string, specified: string): string {
  const version = SINCE.has(specified) ? `, federation ${SINCE.get(specified)}` : '';
  if (specified !== name) return `@${name} (@${specified} of its specification${version})`;
  return version ? `@${name} (federation ${SINCE.get(specified)})` : `@${name}`;
}

/** A directive with its subgraphs. `join__directive` stands for a directive of the subgraphs that it names. */
function directiveOf(element: Element, node: ConstDirectiveNode) {
  const { name, graphs } = node.name.value === 'join__directive' ? argumentsOf(node) : {};
  if (typeof name === 'string' && Array.isArray(graphs)) return { name, graphs: graphs.map(String) };
  return { name: node.name.value, graphs: graphsOf(element) };
}

/** The subgraphs of an element of a supergraph, by the nearest `join__…` directive; [''] in a subgraph. */
function graphsOf({ directives, around }: Element): string[] {
  for (const join of ['join__field', 'join__enumValue', 'join__type']) {
    const nodes = [...directives, ...around].filter(({ name }) => name.value === join);
    const graphs = nodes.flatMap((node) => argumentsOf(node).graph ?? []);
    if (graphs.length > 0) return graphs.map(String);
  }
  return [''];
}

/** Returns the meaning of a directive that is not carried out; undefined for the others. */
function meaningOf(
  { feature, name = '' }: Partial<LinkedDirective>,
  node: ConstDirectiveNode,
  { supported, isSecured }: Rules,
): Meaning | undefined {
  if (!feature || feature.identity.startsWith(APOLLO)) {
    if (isSecured && ACCESS.includes(name)) {
      if (node.name.value === 'join__directive') return PROTECTION;
      return !feature || isSupported(feature, supported) ? undefined : NOT_IMPORTED;
    }
    if (UNSUPPORTED.has(name)) return UNSUPPORTED.get(name);
  }
  if (!feature || isSupported(feature, supported)) return undefined;
  if (supported === IN_SUBGRAPH && IMPORTED_ONLY.has(feature.identity)) return NOT_IMPORTED;
  return feature.purpose === 'SECURITY' ? PROTECTION : UNKNOWN;
}

/** What a composer writes into `join__field` instead of the directives of the subgraphs. */
function joinUses({ coordinate }: Element, node: ConstDirectiveNode): Use[] {
  if (node.name.value !== 'join__field') return [];
  const { graph, contextArguments } = argumentsOf(node);
  if (contextArguments === undefined) return [];
  const subgraph = String(graph);
  return [{ directive: '@fromContext', meaning: CONTEXT, feature: undefined, coordinate, subgraph, node }];
}

/**
 * Whether a schema may ask for a feature. A link without a purpose may be ignored. The gateway knows the directives of a
 * supergraph by their usual names only.
 */
function isSupported({ identity, version, name, purpose, imports }: Feature, supported: Supported): boolean {
  const isNeeded = purpose !== undefined || (identity.startsWith(APOLLO) && UNSUPPORTED.has(lastPart(identity)));
  if (supported === IN_SUBGRAPH && IMPORTED_ONLY.has(identity)) return false;
  if (!isNeeded) return true;
  if (!Object.hasOwn(supported, identity) || !supported[identity]!.test(version)) return false;
  const isRenamed = name !== lastPart(identity) || [...imports].some(([local, original]) => local !== original);
  return identity === FEDERATION || !isRenamed;
}

function lastPart(identity: string): string {
  return identity.slice(identity.lastIndexOf('/') + 1);
}

/** The links to features that are not carried out, except where a use already stands for the link. */
function linkProblems(
  features: readonly Feature[],
  uses: readonly Use[],
  supported: Supported,
  subgraphs: readonly string[],
): CompositionProblem[] {
  const used = new Set(uses.map(({ feature }) => feature));
  const isRefused = (feature: Feature) => feature.purpose !== undefined && !isSupported(feature, supported);
  return features
    .filter((feature) => isRefused(feature) && !used.has(feature))
    .map(({ identity, version, purpose, node }) => {
      const what = purpose === 'SECURITY' ? 'enforce' : 'carry out';
      const message = `The schema links to ${identity}/${version} for ${purpose}, which this gateway does not ${what}.`;
      return toProblem(subgraphs, message, UNKNOWN.next, node);
    });
}

/** Elements named in one problem. */
const MOST_NAMED = 20;

/** One problem for each subgraph and directive. */
function problemsOf(uses: readonly Use[]): CompositionProblem[] {
  const groups = new Map<string, Use[]>();
  for (const use of uses) {
    const key = `${use.subgraph} ${use.directive}`;
    groups.set(key, [...(groups.get(key) ?? []), use]);
  }
  return [...groups.values()].map((group) => {
    const [{ directive, meaning, subgraph, node }] = group as [Use];
    const names = [...new Set(group.map(({ coordinate }) => coordinate))];
    const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
    const who = `${names.slice(0, MOST_NAMED).join(', ')}${more} ${names.length === 1 ? 'has' : 'have'}`;
    const message = `${who} ${directive}, which this gateway does not carry out: ${meaning.effect}.`;
    return toProblem(subgraph ? [subgraph] : [], message, meaning.next, node);
  });
}

function toProblem(
  subgraphs: readonly string[],
  message: string,
  next: string,
  { loc }: ConstDirectiveNode,
): CompositionProblem {
  const location = loc && getLocation(loc.source, loc.start);
  return { code: 'UNSUPPORTED_FEATURE', subgraphs, message, examples: [], count: 1, location, next };
}
