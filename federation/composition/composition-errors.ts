import { getLocation, isTypeDefinitionNode, isTypeExtensionNode, print } from 'graphql';
import type {
  DocumentNode,
  EnumValueDefinitionNode,
  FieldDefinitionNode,
  GraphQLError,
  InputValueDefinitionNode,
  SourceLocation,
  TypeDefinitionNode,
  TypeExtensionNode,
} from 'graphql';
import { NEWEST_VERSION } from './federation-version';

/** One reason why subgraphs do not compose; it may cause many errors. */
export interface CompositionProblem {
  readonly code: string;
  /** The subgraphs involved; the one to change comes first where that is known. */
  readonly subgraphs: readonly string[];
  readonly message: string;
  /** Up to three affected fields or types. */
  readonly examples: readonly string[];
  readonly count: number;
  readonly location?: SourceLocation;
  readonly next: string;
}

type TypeNode = TypeDefinitionNode | TypeExtensionNode;
type PartNode = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

interface ParsedSubgraph {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

/** The next step for a composition error, by its code. */
const NEXT: Readonly<Record<string, string>> = {
  INVALID_GRAPHQL: 'Correct its SDL.',
  NO_QUERIES: 'Let one subgraph define type Query.',
  EXTERNAL_MISSING_ON_BASE: 'Correct the name, or remove @external: no other subgraph resolves this field.',
  EXTERNAL_UNUSED: 'Remove the field, or @external when this subgraph resolves it.',
  INVALID_FIELD_SHARING: 'Mark the field @shareable in every subgraph that resolves it, or leave it to one.',
  FIELD_TYPE_MISMATCH: 'Agree on one type.',
  ENUM_VALUE_MISMATCH: 'Give the enum the same values everywhere.',
  KEY_INVALID_FIELDS: 'Correct the fields of @key.',
  REQUIRES_INVALID_FIELDS: 'Correct the fields of @requires.',
  PROVIDES_INVALID_FIELDS: 'Correct the fields of @provides.',
  UNKNOWN_FEDERATION_LINK_VERSION: `Use a version of federation from v2.0 to ${NEWEST_VERSION}.`,
  SATISFIABILITY_ERROR: 'Give the type a @key that both subgraphs can resolve.',
};

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
  const conflicts = errors.filter((error) => codeOf(error) === 'FIELD_TYPE_MISMATCH');
  const conflicting = new Set(conflicts.map(({ message }) => fieldOf(message)));
  const groups = new Map<string, GraphQLError[]>();
  for (const error of errors) {
    if (codeOf(error) === 'INVALID_FIELD_SHARING' && conflicting.has(fieldOf(error.message))) continue; // the types come first
    const cause = causeOf(error, graph);
    groups.set(cause, [...(groups.get(cause) ?? []), error]);
  }
  return [...groups.values()].map((group) => toProblem(group, graph));
}

interface Graph {
  readonly subgraphs: readonly ParsedSubgraph[];
  readonly ownName: string | undefined;
}

const codeOf = ({ extensions }: GraphQLError): string => String(extensions.code ?? 'INVALID_GRAPHQL');

/** What errors of the same cause have in common: the message without the names of fields and values. */
function causeOf(error: GraphQLError, graph: Graph): string {
  const { message } = error;
  const lacking = lackingKey(error, graph);
  if (lacking) return `no key ${lacking.typeName} ${lacking.subgraph}`;
  const enumName = ENUM_VALUE.exec(message)?.[1];
  if (enumName !== undefined) return `values ${enumName}`;
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
function lackingKey(error: GraphQLError, { subgraphs, ownName }: Graph): LackingKey | undefined {
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
  if (!lacking || (key === undefined && !isUnreachable)) return undefined;
  return { typeName, subgraph: lacking.name, key };
}

/** The definition of a type in a subgraph, with its extensions. */
function definitionsOf(typeName: string, { definitions }: DocumentNode): TypeNode[] {
  const types = definitions.filter((definition) => isTypeDefinitionNode(definition) || isTypeExtensionNode(definition));
  return types.filter(({ name }) => name.value === typeName);
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

/** The moves between subgraphs that a plan cannot make, from the message of a SATISFIABILITY_ERROR. */
function missingMoves(message: string): string[] {
  const lines = message.split('\n').map((line) => line.trim());
  const steps = lines.filter((line) => line.startsWith('- cannot move to subgraph'));
  return [...new Set(steps.map((step) => step.replace(/^- |, which has field "[^"]*",|\.$/g, '')))];
}

function toProblem(group: readonly GraphQLError[], graph: Graph): CompositionProblem {
  const [first] = group as [GraphQLError];
  const code = codeOf(first);
  const lacking = lackingKey(first, graph);
  const fields = [...new Set(group.flatMap(({ message }) => fieldOf(message) ?? []))];
  const names = involved(first, graph, lacking?.subgraph);
  return {
    code,
    subgraphs: names,
    message: messageOf(first),
    examples: fields.slice(0, 3),
    count: group.length,
    location: first.locations?.[0] ?? locationOf(lacking?.typeName ?? fields[0], names, graph.subgraphs),
    next: lacking ? adviceOf(lacking) : (NEXT[code] ?? 'Compare these subgraphs.'),
  };
}

function messageOf({ message, extensions }: GraphQLError): string {
  const steps = missingMoves(message);
  if (steps.length > 0) return `Fields cannot be reached: ${steps.join('; ')}.`;
  const text = message.replace(`[${extensions.subgraphName}] `, '').trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function fieldOf(message: string): string | undefined {
  const [, enumName, value] = ENUM_VALUE.exec(message) ?? [];
  if (value !== undefined) return `${enumName}.${value}`;
  return (/cannot find field "([^"]+)"/.exec(message) ?? /"(\w+\.\w+)"/.exec(message))?.[1];
}

/** The subgraphs that an error names, the one to change first. */
function involved({ message, extensions }: GraphQLError, { subgraphs, ownName }: Graph, lacking?: string): string[] {
  if (typeof extensions.subgraphName === 'string') return [extensions.subgraphName];
  const target = /cannot move to subgraph "([^"]+)"/.exec(message)?.[1];
  const named = subgraphs.map(({ name }) => name).filter((name) => message.includes(`"${name}"`));
  const first = lacking ?? target ?? named.find((name) => name !== ownName) ?? named[0];
  return first === undefined ? [] : [first, ...named.filter((name) => name !== first)];
}

/** The location of a field or value in the SDL of the first subgraph involved; of its type if that has no such field. */
function locationOf(
  field: string | undefined,
  [name]: readonly string[],
  subgraphs: readonly ParsedSubgraph[],
): SourceLocation | undefined {
  const [typeName, fieldName] = field?.split('.') ?? [];
  const document = subgraphs.find((subgraph) => subgraph.name === name)?.typeDefs;
  if (typeName === undefined || !document) return undefined;
  const definitions = definitionsOf(typeName, document);
  const parts = definitions.flatMap((definition): readonly PartNode[] => {
    if ('fields' in definition) return definition.fields ?? [];
    return 'values' in definition ? (definition.values ?? []) : [];
  });
  const node = parts.find((part) => part.name.value === fieldName) ?? definitions[0];
  return node?.loc && getLocation(node.loc.source, node.loc.start);
}

/** One line for a problem: where it is, what is wrong and what to do. */
export function describeProblem(problem: CompositionProblem): string {
  const { code, subgraphs, message, examples, count, location, next } = problem;
  const source = subgraphs.join(', ') + (location ? `, line ${location.line}, column ${location.column}` : '');
  const named = examples.length > 0 ? `, for example ${examples.join(', ')}` : '';
  const others = count > 1 ? ` (${count} times${named})` : '';
  return `- ${source ? `${source}: ` : ''}${message}${others} ${next} [${code}]`;
}
