import { print, type DocumentNode, type GraphQLError, type SourceLocation } from 'graphql';
import { nextStep } from './advice';
import type { CompositionProblem } from './composition-problem';
import { withoutConsequences, withoutPrefix } from './consequences';
import { conflictWithOwn, sharesKey, type OwnConflict } from './own-conflicts';
import {
  definitionsOf,
  placeOfCoordinate,
  placeOfLast,
  placeOfName,
  placeOfSchemaDirective,
  type TypeNode,
} from './places';

export interface ParsedSubgraph {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

/** The subgraphs, and the name of our own: problems are first those of the other teams. */
export interface ComposedGraph {
  readonly subgraphs: readonly ParsedSubgraph[];
  readonly ownName: string | undefined;
}

/**
 * Groups the errors of the composition library by cause: errors that differ only in the field are one problem. Other
 * subgraphs than `ownName` are named first: they are the ones to change.
 */
export function groupByCause(
  errors: readonly GraphQLError[],
  subgraphs: readonly ParsedSubgraph[],
  ownName?: string,
): CompositionProblem[] {
  const graph = { subgraphs, ownName };
  const groups = new Map<string, GraphQLError[]>();
  for (const error of withoutConsequences(errors)) {
    const cause = causeOf(error, graph);
    groups.set(cause, [...(groups.get(cause) ?? []), error]);
  }
  return [...groups.values()].map((group) => toProblem(group, graph));
}

export const codeOf = ({ extensions }: GraphQLError): string => String(extensions.code ?? 'INVALID_GRAPHQL');

/** What errors of the same cause have in common: the message without the names of fields and values. */
function causeOf(error: GraphQLError, graph: ComposedGraph): string {
  const { message } = error;
  const lacking = lackingKey(error, graph);
  if (lacking) return `no key ${lacking.typeName} ${lacking.subgraph}`;
  const own = ownConflictOf(error, graph);
  if (own) return `own ${own.cause}`;
  const enumName = ENUM_VALUE.exec(message)?.[1];
  if (enumName !== undefined) return `values ${enumName}`;
  if (codeOf(error) === 'OVERRIDE_SOURCE_HAS_OVERRIDE') return `override ${fieldOf(message)}`;
  const steps = missingMoves(message);
  const text = steps.length > 0 ? steps.join('; ') : message.replace(/"\w+\.\w+(\([^)]*\))?"/g, '"…"');
  return `${codeOf(error)}\n${text}`;
}

/** The enum and the value of an ENUM_VALUE_MISMATCH. */
const ENUM_VALUE = /^Enum type "(\w+)" .*, but value "(\w+)" is not defined/;

interface LackingKey {
  readonly typeName: string;
  /** The subgraph that defines the type without @key. */
  readonly subgraph: string;
  /** The @key of another subgraph; undefined if no subgraph has one. */
  readonly key: string | undefined;
}

/** The @key that is missing where a type is an entity in one subgraph only, or shares no more than its name. */
function lackingKey(error: GraphQLError, { subgraphs, ownName }: ComposedGraph): LackingKey | undefined {
  const isUnreachable = /because type "\w+" has no @key defined in subgraph/.test(error.message);
  if (!isUnreachable && codeOf(error) !== 'INVALID_FIELD_SHARING') return undefined;
  const typeName = fieldOf(error.message)?.split('.')[0];
  if (typeName === undefined) return undefined;
  const keys = subgraphs.flatMap(({ name, typeDefs }) => {
    const definitions = definitionsOf(typeName, typeDefs);
    return definitions.length === 0 ? [] : [{ name, key: keyOf(definitions) }];
  });
  const without = keys.filter(({ key }) => key === undefined);
  const lacking = without.find(({ name }) => name !== ownName) ?? without[0];
  const key = keys.find((each) => each.key !== undefined)?.key;
  const isOurs = keys.some(({ name, key: own }) => name === ownName && own === undefined);
  if (!lacking || isOurs || (key === undefined && !isUnreachable)) return undefined;
  return { typeName, subgraph: lacking.name, key };
}

/** The first @key as it is written, for example '@key(fields: "code")'. */
function keyOf(definitions: readonly TypeNode[]): string | undefined {
  const directives = definitions.flatMap(({ directives: list = [] }) => list);
  const key = directives.find(({ name }) => /^(\w+__)?key$/.test(name.value));
  return key && print(key);
}

function adviceOf({ typeName, subgraph, key }: LackingKey): string {
  if (key !== undefined) return `Add ${key} to ${typeName} in ${subgraph}.`;
  return `Give ${typeName} in ${subgraph} another name, or the same fields in every subgraph, each @shareable.`;
}

/** What an error says of a type or a field that our own subgraph has, for the subgraph that has it too. */
function ownConflictOf(error: GraphQLError, { subgraphs, ownName }: ComposedGraph): OwnConflict | undefined {
  const own = subgraphs.find(({ name }) => name === ownName);
  const [coordinate] = coordinatesOf(error.message);
  if (!own || coordinate === undefined || error.extensions.subgraphName !== undefined) return undefined;
  const typeName = coordinate.split('.')[0]!;
  const others = subgraphs.filter((each) => each !== own && definitionsOf(typeName, each.typeDefs).length > 0);
  const named = others.filter(({ name }) => error.message.includes(`"${name}"`));
  const target = named.find(({ name }) => name === targetOf(error));
  const isUnreachable = codeOf(error) === 'SATISFIABILITY_ERROR';
  const apart = isUnreachable ? named.find((each) => !sharesKey(typeName, own, each)) : undefined;
  const other = apart ?? target ?? named[0] ?? others[0];
  return other && conflictWithOwn({ code: codeOf(error), coordinate, message: error.message }, own, other);
}

/** The subgraph that a plan cannot move to, from the message of a SATISFIABILITY_ERROR. */
function targetOf({ message }: GraphQLError): string | undefined {
  return /cannot move to subgraph "([^"]+)"/.exec(message)?.[1];
}

/** The moves between subgraphs that a plan cannot make, from the message of a SATISFIABILITY_ERROR. */
function missingMoves(message: string): string[] {
  const lines = message.split('\n').map((line) => line.trim());
  const steps = lines.filter((line) => line.startsWith('- cannot move to subgraph'));
  return [...new Set(steps.map((step) => step.replace(/^- |, which has field "[^"]*",|\.$/g, '')))];
}

function toProblem(group: readonly GraphQLError[], graph: ComposedGraph): CompositionProblem {
  const [first] = group as [GraphQLError];
  const code = codeOf(first);
  const lacking = lackingKey(first, graph);
  const own = lacking ? undefined : ownConflictOf(first, graph);
  const fields = [...new Set(group.flatMap(({ message }) => fieldOf(message) ?? []))];
  const names = involved(first, graph, lacking?.subgraph ?? own?.subgraph);
  const document = graph.subgraphs.find(({ name }) => name === names[0])?.typeDefs;
  const message = messageOf(first);
  return {
    code,
    subgraphs: names,
    message: own?.message ?? message,
    examples: fields.slice(0, 3),
    count: own?.message === undefined ? distinctPlaces(group) : 1,
    location: document && locationOf(first, { document, typeName: lacking?.typeName ?? own?.typeName, names, graph }),
    next: lacking ? adviceOf(lacking) : (own?.next ?? nextStep(code, message, isLinked(document))),
  };
}

/** The library may report one place twice. */
function distinctPlaces(group: readonly GraphQLError[]): number {
  return new Set(group.map(({ message, locations }) => JSON.stringify(locations ?? message))).size;
}

function isLinked(document: DocumentNode | undefined): boolean {
  return document !== undefined && placeOfSchemaDirective(document, 'link') !== undefined;
}

function messageOf({ message }: GraphQLError): string {
  const steps = missingMoves(message);
  if (steps.length > 0) return `Fields cannot be reached: ${steps.join('; ')}.`;
  const text = withoutPrefix(message)
    .replace(/^(Unknown directive "@\w+"\.) If you meant.*/s, '$1')
    .trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const SUBGRAPH_PREFIX = /^\[([\w-]+)\] /;

function fieldOf(message: string): string | undefined {
  const [, enumName, value] = ENUM_VALUE.exec(message) ?? [];
  if (value !== undefined) return `${enumName}.${value}`;
  return (/cannot find field "([^"]+)"/.exec(message) ?? /"(\w+\.\w+)"/.exec(message))?.[1];
}

/** The types, fields, arguments and values that a message names, the most exact first. */
function coordinatesOf(message: string): string[] {
  const quoted = [...message.matchAll(/"(\w+(?:\.\w+(?:\(\w+:\))?)?)"/g)].map(([, name]) => name!);
  const plain = [...message.matchAll(/\b(?:[Tt]ype|but) ([A-Z]\w*)\b/g)].map(([, name]) => name!);
  const field = fieldOf(message);
  const fields = field === undefined ? [] : [field];
  const exact = quoted.filter((name) => name.includes('('));
  return [...(ENUM_VALUE.test(message) ? fields : [...exact, ...fields]), ...quoted, ...plain];
}

/** The subgraphs that an error names or that have what it names, the one to change first. */
function involved(error: GraphQLError, graph: ComposedGraph, culprit?: string): string[] {
  const { message, extensions } = error;
  const { subgraphs, ownName } = graph;
  if (typeof extensions.subgraphName === 'string') return [extensions.subgraphName];
  const prefix = SUBGRAPH_PREFIX.exec(message)?.[1];
  if (prefix !== undefined) return [prefix];
  const target = targetOf(error);
  const having = (coordinate: string) =>
    subgraphs.filter(({ typeDefs }) => placeOfCoordinate(coordinate, typeDefs)).map(({ name }) => name);
  const mentioned = subgraphs.map(({ name }) => name).filter((name) => message.includes(`"${name}"`));
  const named = mentioned.length > 0 ? mentioned : coordinatesOf(message).flatMap(having).slice(0, 2);
  const candidates = [culprit, target === ownName ? undefined : target, ...named.filter((name) => name !== ownName)];
  const first = candidates.find((name) => name !== undefined) ?? named[0];
  return first === undefined ? [] : [...new Set([first, ...named])];
}

interface PlaceContext {
  /** Of the first subgraph involved. */
  readonly document: DocumentNode;
  /** The type that is wrong as a whole. */
  readonly typeName: string | undefined;
  readonly names: readonly string[];
  readonly graph: ComposedGraph;
}

/** Where to look in the SDL of the first subgraph involved. The places of the library are those of an unnamed subgraph. */
function locationOf(
  error: GraphQLError,
  { document, typeName, names, graph }: PlaceContext,
): SourceLocation | undefined {
  const { message } = error;
  const isOfOne = names.length === 1 || graph.subgraphs.length === 1;
  if (isOfOne && error.locations?.[0]) return error.locations[0];
  if (typeName !== undefined) return placeOfCoordinate(typeName, document);
  const reserved = /^\[?.*Name "(__\w+)"/.exec(message)?.[1];
  if (reserved !== undefined) return placeOfName(reserved, document);
  const duplicate = /only one type named "(\w+)"/.exec(message)?.[1];
  if (duplicate !== undefined) return placeOfLast(duplicate, document);
  const directive = /^(KEY|REQUIRES|PROVIDES|OVERRIDE)_/.exec(codeOf(error))?.[1]?.toLowerCase();
  const coordinates = coordinatesOf(message).flatMap((name) => [name, name.split('.')[0]!]);
  for (const name of coordinates) {
    const place = placeOfCoordinate(name, document, directive);
    if (place) return place;
  }
  return placeOfSchemaDirective(document, /LINK/.test(codeOf(error)) ? 'link' : '');
}
