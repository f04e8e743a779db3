import { GraphQLError } from 'graphql';
import { KnownError } from '../errors';

export type Path = readonly (string | number)[];

/** Something that failed while a plan was executed, before clients hear of it. */
export interface Fault {
  /** What a subgraph answered, or what its executor threw. */
  readonly error: unknown;
  readonly subgraph: string | undefined;
  /** Where, in the merged data; undefined when nobody can say. */
  readonly path: Path | undefined;
}

/** Errors in one response. A thousand entities of a subgraph that is down need no thousand errors. */
export const MOST_ERRORS = 200;

export class Faults {
  readonly list: Fault[] = [];
  omitted = 0;
  private readonly covered: Path[] = [];

  add(error: unknown, subgraph: string | undefined, path: Path | undefined): void {
    if (this.list.length < MOST_ERRORS) this.list.push({ error, subgraph, path });
    else this.omitted++;
  }

  /** All below this place is missing because of a fault that was added. */
  cover(path: Path): void {
    if (this.covered.length < MOST_ERRORS) this.covered.push(path);
  }

  /** Adds what was found while shaping, unless a fault at, above or below its place has said why already. */
  addUnlessCovered(error: KnownError, path: Path): void {
    const said = (place: Path | undefined) => place !== undefined && isOnOneWay(place, path);
    if (!this.list.some((fault) => said(fault.path)) && !this.covered.some(said)) this.add(error, undefined, path);
  }
}

/** An answer that breaks the rules of GraphQL or of federation. */
export function invalidResponse(subgraph: string, cause: unknown): KnownError {
  const message = `The subgraph ${subgraph} sent an answer that cannot be used.`;
  return new KnownError('SUBGRAPH_INVALID_RESPONSE', message, { cause, extensions: { subgraph } });
}

/** A field that must have a value has none, and nobody said why. `field` is for example `Practice.name`. */
export function missingValue(field: string): KnownError {
  return new KnownError('SUBGRAPH_INVALID_RESPONSE', `Cannot return null for non-nullable field ${field}.`);
}

/** A value that its field's type does not allow. */
export function invalidValue(field: string): KnownError {
  return new KnownError('SUBGRAPH_INVALID_RESPONSE', `The value of ${field} does not fit its type.`);
}

function isOnOneWay(one: Path, other: Path): boolean {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at++) if (one[at] !== other[at]) return false;
  return true;
}

/** An executor that threw anything but an error of the catalogue: its text stays inside. */
export function unavailable(subgraph: string, cause: unknown): KnownError {
  const message = `The subgraph ${subgraph} could not be asked.`;
  return new KnownError('SUBGRAPH_UNAVAILABLE', message, { cause, extensions: { subgraph } });
}

/** The faults as errors of the response: each once for its place. `clientPath` says where a client finds a place. */
export function toErrors({ list, omitted }: Faults, clientPath: (path: Path) => Path): GraphQLError[] {
  const errors = new Map<string, GraphQLError>();
  for (const { error, subgraph, path } of list) {
    const place = path && clientPath(path);
    const located = locate(error, subgraph, place);
    errors.set(JSON.stringify([located.message, place, located.extensions.code]), located);
  }
  const all = [...errors.values()];
  if (omitted > 0) all.push(new KnownError('SUBGRAPH_INVALID_RESPONSE', `${omitted} more errors are left out.`));
  return all;
}

/** The error at its place. An error of ours stays inside it, where the edge finds it; a cause is never shown. */
function locate(error: unknown, subgraph: string | undefined, path: Path | undefined): GraphQLError {
  const shown = error instanceof GraphQLError ? error : unavailable(subgraph ?? '', error);
  const { message, extensions } = shown;
  const originalError = shown.originalError ?? shown;
  return new GraphQLError(message, {
    path,
    originalError,
    extensions: subgraph ? { ...extensions, subgraph } : extensions,
  });
}
