import { Kind, valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, ConstValueNode, DocumentNode } from 'graphql';

/** A feature that a schema links to with `@link`, or with `@core` in supergraphs of federation version 1. */
export interface Feature {
  /** The URL without its version, for example 'https://specs.apollo.dev/inaccessible'. */
  readonly identity: string;
  /** For example 'v0.2'; '' without one. */
  readonly version: string;
  /** The name of the feature in this schema: its directives begin with it. */
  readonly name: string;
  readonly purpose: 'SECURITY' | 'EXECUTION' | undefined;
  /** The name in the feature of each imported directive, by its name in this schema; without `@`. */
  readonly imports: ReadonlyMap<string, string>;
  /** The imported elements as they are written. */
  readonly elements: readonly ConstValueNode[];
  readonly node: ConstDirectiveNode;
}

/** A directive as its feature calls it, for example 'authenticated'. */
export interface LinkedDirective {
  readonly feature: Feature;
  readonly name: string;
}

/** Reads the features that a schema links to. */
export function featuresOf({ definitions }: DocumentNode): Feature[] {
  return definitions
    .filter(({ kind }) => kind === Kind.SCHEMA_DEFINITION || kind === Kind.SCHEMA_EXTENSION)
    .flatMap((schema) => ('directives' in schema ? (schema.directives ?? []) : []))
    .flatMap((node) => toFeature(node as ConstDirectiveNode) ?? []);
}

function toFeature(node: ConstDirectiveNode): Feature | undefined {
  const args = argumentsOf(node);
  const url = args.url ?? args.feature;
  if (typeof url !== 'string') return undefined;
  const { identity, name, version } = splitUrl(url);
  const purpose = args.for === 'SECURITY' || args.for === 'EXECUTION' ? args.for : undefined;
  const localName = typeof args.as === 'string' ? args.as : name;
  return {
    identity,
    version,
    name: localName,
    purpose,
    imports: importsOf(args.import),
    elements: elementsIn(node),
    node,
  };
}

function elementsIn({ arguments: given }: ConstDirectiveNode): readonly ConstValueNode[] {
  const value = given?.find(({ name }) => name.value === 'import')?.value;
  return value?.kind === Kind.LIST ? value.values : [];
}

/** Splits a URL such as 'https://specs.apollo.dev/policy/v0.1'. The version is the last part, if it is one. */
function splitUrl(url: string) {
  const parts = url.replace(/\/+$/, '').split('/');
  const version = /^v\d+\.\d+$/.test(parts.at(-1)!) ? parts.pop()! : '';
  return { identity: parts.join('/'), name: parts.at(-1)!, version };
}

function importsOf(list: unknown): ReadonlyMap<string, string> {
  const pairs = (Array.isArray(list) ? list : [list]).flatMap((each: unknown): [string, string][] => {
    const { name, as } = typeof each === 'string' ? { name: each } : ((each ?? {}) as { name?: unknown; as?: unknown });
    if (typeof name !== 'string' || !name.startsWith('@')) return [];
    return [[(typeof as === 'string' ? as : name).replace(/^@/, ''), name.slice(1)]];
  });
  return new Map(pairs);
}

/** Returns the look-up of a directive by its name in the schema; undefined for one that no link defines. */
export function linkedDirectives(features: readonly Feature[]) {
  return (directive: string): LinkedDirective | undefined => {
    const importer = features.find(({ imports }) => imports.has(directive));
    if (importer) return { feature: importer, name: importer.imports.get(directive)! };
    for (const feature of features) {
      if (directive === feature.name) return { feature, name: feature.identity.split('/').at(-1)! };
      if (directive.startsWith(`${feature.name}__`)) return { feature, name: directive.slice(feature.name.length + 2) };
    }
    return undefined;
  };
}

/** Returns the look-up of the usual name of a directive. A subgraph of federation version 1 has no links. */
export function usualNames(document: DocumentNode) {
  const features = featuresOf(document);
  const linked = linkedDirectives(features);
  return ({ name }: ConstDirectiveNode): string | undefined => {
    const isBuiltIn = features.length === 0 || name.value === 'deprecated';
    return isBuiltIn ? name.value : linked(name.value)?.name;
  };
}

/** The arguments of a directive as plain values. */
export function argumentsOf({ arguments: given }: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries((given ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

/** A type or a field of a supergraph. */
export interface Joined {
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
}

/** The arguments of the directives `join__type` or `join__field` of a type or a field. */
export function joinsOf(joined: Joined | undefined, join: 'join__type' | 'join__field') {
  return (joined?.astNode?.directives ?? []).filter(({ name }) => name.value === join).map(argumentsOf);
}
