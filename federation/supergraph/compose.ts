import { GraphQLError, parse, type DocumentNode } from 'graphql';
import { composeServices } from '@theguild/federation-composition';
import { groupByCause, type Problem } from './composition-errors';

/** A subgraph as composition needs it. */
export interface SubgraphDefinition {
  /** Letters, digits, - and _; it stands in errors and in the supergraph. */
  readonly name: string;
  readonly url?: string;
  readonly sdl: string;
}

/** Subgraphs that make no graph: every cause once, with its subgraph, its place and what to do. */
export class CompositionError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(`The subgraphs do not compose.\n${problems.map(describe).join('\n')}`);
  }
}

interface Parsed extends SubgraphDefinition {
  readonly typeDefs: DocumentNode;
}

/** Composes subgraphs into the SDL of a supergraph. Throws a CompositionError. */
export function compose(definitions: readonly SubgraphDefinition[]): string {
  const problems = wrongNames(definitions);
  const parsed = definitions.flatMap((definition) => parsedOr(definition, problems));
  if (problems.length > 0) throw new CompositionError(problems);
  const { supergraphSdl, errors } = composed(parsed);
  if (supergraphSdl === undefined) throw new CompositionError(groupByCause(errors ?? [], parsed));
  return supergraphSdl;
}

function composed(subgraphs: readonly Parsed[]): {
  readonly supergraphSdl?: string;
  readonly errors?: readonly GraphQLError[];
} {
  try {
    return composeServices(subgraphs.map(({ name, url = '', typeDefs }) => ({ name, url, typeDefs })));
  } catch (error) {
    return { errors: [error instanceof GraphQLError ? error : new GraphQLError((error as Error).message)] };
  }
}

/** Names become enum values in upper case, where `Payments` and `payments` would be one. */
function wrongNames(definitions: readonly SubgraphDefinition[]): Problem[] {
  const seen = new Set<string>();
  return definitions.flatMap(({ name }) => {
    const key = name.toUpperCase().replaceAll('-', '_');
    const twice = seen.has(key);
    seen.add(key);
    if (twice) return [problem(name, 'Two subgraphs have this name.', 'Give each subgraph a name of its own.')];
    if (/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) return [];
    return [
      problem(name, `'${name}' is no name for a subgraph.`, 'Begin with a letter, then letters, digits, - and _.'),
    ];
  });
}

function parsedOr(definition: SubgraphDefinition, problems: Problem[]): Parsed[] {
  try {
    return [{ ...definition, typeDefs: parse(definition.sdl) }];
  } catch (error) {
    const { message, locations } = error as GraphQLError;
    problems.push({ ...problem(definition.name, message, 'Correct its SDL.'), place: locations?.[0] });
    return [];
  }
}

function problem(subgraph: string, message: string, next: string): Problem {
  return { code: 'INVALID_GRAPHQL', subgraphs: [subgraph], message, examples: [], count: 1, next };
}

function describe({ code, subgraphs, message, examples, count, place, next }: Problem): string {
  const where = subgraphs.join(', ') + (place ? `, line ${place.line}, column ${place.column}` : '');
  const others = count > 1 ? ` (${count} times, for example ${examples.join(', ')})` : '';
  return `- ${where ? `${where}: ` : ''}${message}${others} ${next} [${code}]`;
}
