import { GraphQLError, parse, type DocumentNode } from 'graphql';
import { joinGraphValue, type SupergraphOptions } from '../supergraph/supergraph';
import { nextStep } from './advice';
import { groupByCause } from './composition-errors';
import { describeProblem, withFiles, type CompositionProblem } from './composition-problem';
import { fieldSetProblems } from './field-set-checks';
import { importProblems, withSupportedVersion } from './federation-version';
import { composeRepaired, type ComposeResult } from './library-repairs';
import { unsupportedInSubgraph } from '../supergraph/unsupported-features';

/** A subgraph to compose. */
export interface SubgraphDefinition {
  /** Letters, digits, - and _; used in errors and in the supergraph. */
  readonly name: string;
  readonly url?: string;
  readonly sdl: string;
  /** The file that holds the SDL, or the address that gave it, for error messages. */
  readonly file?: string | undefined;
}

/** Thrown when subgraphs cannot be composed. Lists each cause once, with its subgraph, its location and what to do. */
export class CompositionError extends Error {
  constructor(readonly problems: readonly CompositionProblem[]) {
    super(`The subgraphs do not compose.\n${problems.map(describeProblem).join('\n')}`);
  }
}

interface Parsed extends SubgraphDefinition {
  readonly typeDefs: DocumentNode;
}

/**
 * Composes subgraphs into the SDL of a supergraph. Throws a CompositionError; it advises to change others than `ownName`.
 * Unless `isSecured`, directives for access are refused.
 */
export function compose(
  definitions: readonly SubgraphDefinition[],
  ownName?: string,
  { isSecured = false }: SupergraphOptions = {},
): string {
  const problems = nameProblems(definitions);
  const parsed = definitions.flatMap((definition) => parseDefinition(definition, problems, isSecured));
  if (problems.length > 0) throw new CompositionError(withFiles(problems, definitions));
  const { supergraphSdl, errors } = composeParsed(parsed);
  if (supergraphSdl === undefined) {
    throw new CompositionError(withFiles(groupByCause(errors ?? [], parsed, ownName), definitions));
  }
  return supergraphSdl;
}

function composeParsed(subgraphs: readonly Parsed[]): ComposeResult {
  try {
    return composeRepaired(subgraphs);
  } catch (error) {
    return { errors: [error instanceof GraphQLError ? error : new GraphQLError((error as Error).message)] };
  }
}

/**
 * Returns a problem for each name that is invalid or used twice. Names become upper-case enum values, so `Payments` and
 * `payments` count as the same name.
 */
function nameProblems(definitions: readonly SubgraphDefinition[]): CompositionProblem[] {
  const values = new Set<string>();
  return definitions.flatMap(({ name }) => {
    const value = joinGraphValue(name);
    const isDuplicate = values.has(value);
    values.add(value);
    if (isDuplicate) return [problem(name, 'Two subgraphs have this name.', 'Give each subgraph a different name.')];
    if (/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) return [];
    return [
      problem(name, `'${name}' is not a valid subgraph name.`, 'Begin with a letter, then letters, digits, - and _.'),
    ];
  });
}

function parseDefinition(definition: SubgraphDefinition, problems: CompositionProblem[], isSecured: boolean): Parsed[] {
  try {
    const document = parse(definition.sdl);
    const unsupported = (name: string, sdl: DocumentNode) => unsupportedInSubgraph(name, sdl, isSecured);
    const find = [importProblems, unsupported, fieldSetProblems];
    problems.push(...find.flatMap((each) => each(definition.name, document)));
    return [{ ...definition, typeDefs: withSupportedVersion(document) }];
  } catch (error) {
    const { message, locations } = error as GraphQLError;
    const next = nextStep('INVALID_GRAPHQL', message, true);
    problems.push({ ...problem(definition.name, message, next), location: locations?.[0] });
    return [];
  }
}

function problem(subgraph: string, message: string, next: string): CompositionProblem {
  return { code: 'INVALID_GRAPHQL', subgraphs: [subgraph], message, examples: [], count: 1, next };
}
