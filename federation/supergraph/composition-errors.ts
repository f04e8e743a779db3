import { Kind, getLocation, type DocumentNode, type GraphQLError, type SourceLocation } from 'graphql';

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
  UNKNOWN_FEDERATION_LINK_VERSION: 'Use a version of federation from v2.0 to v2.12.',
  SATISFIABILITY_ERROR: 'Give the type a @key that both subgraphs can resolve.',
};

/** Groups the errors of the composition library by cause: errors that differ only in the field are one problem. */
export function groupByCause(
  errors: readonly GraphQLError[],
  subgraphs: readonly ParsedSubgraph[],
): CompositionProblem[] {
  const groups = new Map<string, GraphQLError[]>();
  for (const error of errors) {
    const cause = `${error.extensions.code}\n${causeOf(error)}`;
    groups.set(cause, [...(groups.get(cause) ?? []), error]);
  }
  return [...groups.values()].map((group) => toProblem(group, subgraphs));
}

/** The message without the names of fields. */
function causeOf({ message }: GraphQLError): string {
  const steps = missingMoves(message);
  return steps.length > 0 ? steps.join('; ') : message.replace(/"\w+\.\w+(\([^)]*\))?"/g, '"…"');
}

/** The moves between subgraphs that a plan cannot make, from the message of a SATISFIABILITY_ERROR. */
function missingMoves(message: string): string[] {
  const lines = message.split('\n').map((line) => line.trim());
  const steps = lines.filter((line) => line.startsWith('- cannot move to subgraph'));
  return [...new Set(steps.map((step) => step.replace(/^- |, which has field "[^"]*",|\.$/g, '')))];
}

function toProblem(group: readonly GraphQLError[], subgraphs: readonly ParsedSubgraph[]): CompositionProblem {
  const [first] = group as [GraphQLError];
  const code = String(first.extensions.code ?? 'INVALID_GRAPHQL');
  const fields = [...new Set(group.flatMap(({ message }) => fieldOf(message) ?? []))];
  const names = involved(first, subgraphs);
  return {
    code,
    subgraphs: names,
    message: messageOf(first),
    examples: fields.slice(0, 3),
    count: group.length,
    location: first.locations?.[0] ?? locationOf(fields[0], names, subgraphs),
    next: NEXT[code] ?? 'Compare these subgraphs.',
  };
}

function messageOf({ message, extensions }: GraphQLError): string {
  const steps = missingMoves(message);
  if (steps.length > 0) return `Fields cannot be reached: ${steps.join('; ')}.`;
  const text = message.replace(`[${extensions.subgraphName}] `, '').trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function fieldOf(message: string): string | undefined {
  return (/cannot find field "([^"]+)"/.exec(message) ?? /"(\w+\.\w+)"/.exec(message))?.[1];
}

function involved({ message, extensions }: GraphQLError, subgraphs: readonly ParsedSubgraph[]): string[] {
  if (typeof extensions.subgraphName === 'string') return [extensions.subgraphName];
  const target = /cannot move to subgraph "([^"]+)"/.exec(message)?.[1];
  const named = subgraphs.map(({ name }) => name).filter((name) => message.includes(`"${name}"`));
  return target ? [target, ...named.filter((name) => name !== target)] : named;
}

/** The location of a field in the SDL of the first subgraph involved. */
function locationOf(
  field: string | undefined,
  [name]: readonly string[],
  subgraphs: readonly ParsedSubgraph[],
): SourceLocation | undefined {
  const [typeName, fieldName] = field?.split('.') ?? [];
  const document = subgraphs.find((subgraph) => subgraph.name === name)?.typeDefs;
  for (const definition of document?.definitions ?? []) {
    if (!('fields' in definition) || definition.name.value !== typeName) continue;
    const node = definition.fields?.find(
      (each) => each.kind === Kind.FIELD_DEFINITION && each.name.value === fieldName,
    );
    if (node?.loc) return getLocation(node.loc.source, node.loc.start);
  }
  return undefined;
}

/** One line for a problem: where it is, what is wrong and what to do. */
export function describeProblem(problem: CompositionProblem): string {
  const { code, subgraphs, message, examples, count, location, next } = problem;
  const source = subgraphs.join(', ') + (location ? `, line ${location.line}, column ${location.column}` : '');
  const others = count > 1 ? ` (${count} times, for example ${examples.join(', ')})` : '';
  return `- ${source ? `${source}: ` : ''}${message}${others} ${next} [${code}]`;
}
