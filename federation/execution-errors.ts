import { GraphQLError } from 'graphql';
import { KnownError, MUTATION_NEXT } from '../errors';
import { unauthorizedField } from './authorization/authorizer';

export type Path = readonly (string | number)[];

/** A failure while a plan was executed, before it is formatted for the client. */
export interface ExecutionError {
  /** The error that a subgraph reported, or the error that its executor threw. */
  readonly error: unknown;
  readonly subgraph: string | undefined;
  /** The path in the merged data; undefined when it is not known. */
  readonly path: Path | undefined;
}

/** The most errors in one response: a failed fetch of a thousand entities must not return a thousand errors. */
export const MAX_ERRORS = 200;

/** The most errors of one field that the client may not read, in a list for example. */
export const MAX_DENIED_PER_FIELD = 10;

/** An entity that the subgraph which should resolve it does not have. */
export interface UnknownEntity {
  /** The subgraph that was asked for it. */
  readonly subgraph: string;
  readonly typeName: string;
  /** Its key, for example `code "ZXP0001"`. */
  readonly key: string;
  readonly path: Path;
}

/** An entity that was not sent to a subgraph, because a field that the subgraph requires has no value. */
export interface UnsentEntity extends UnknownEntity {
  /** The name of the field; undefined for one that clients cannot see. */
  readonly missing: string | undefined;
  readonly missingPath: Path;
}

/** The errors of one execution, and the nulls that they explain. */
export class ExecutionErrors {
  readonly list: ExecutionError[] = [];
  omitted = 0;
  private readonly nullPaths: Path[] = [];
  private readonly deniedFields = new Map<string, number>();
  private readonly unknownSources: (() => Iterable<UnknownEntity>)[] = [];
  private readonly unsentSources: (() => Iterable<UnsentEntity>)[] = [];
  /** The paths of entities, as JSON, that an error calls unknown. */
  private readonly reportedUnknown = new Set<string>();
  private unknownByPath: Map<string, UnknownEntity> | undefined;

  /** `providersOf` names the subgraphs that return the field at a path of keys. */
  constructor(private readonly providersOf: (path: readonly string[]) => readonly string[] = () => []) {}

  add(error: unknown, subgraph: string | undefined, path: Path | undefined): void {
    if (this.list.length < MAX_ERRORS) this.list.push({ error, subgraph, path });
    else this.omitted++;
  }

  /** Adds the error of a field that the client may not read; of one field, only the first errors. */
  addDenied(path: Path): void {
    const field = path.filter((step) => typeof step === 'string').join('.');
    const before = this.deniedFields.get(field) ?? 0;
    this.deniedFields.set(field, before + 1);
    if (before < MAX_DENIED_PER_FIELD) this.add(unauthorizedField(), undefined, path);
  }

  /** Marks the value at a path, and all below it, as null because of an error that was added. */
  markNull(path: Path): void {
    if (this.nullPaths.length < MAX_ERRORS) this.nullPaths.push(path);
  }

  /** Adds entities without a result. They are found only if a field of one of them must not be null. */
  addUnknown(find: () => Iterable<UnknownEntity>): void {
    this.unknownSources.push(find);
  }

  /** Adds entities that were not sent. Their errors follow after the projection, when it is known what explains them. */
  addUnsent(find: () => Iterable<UnsentEntity>): void {
    this.unsentSources.push(find);
  }

  /**
   * Adds an error for each entity that was not sent, unless an error explains the missing value, or says that the entity is
   * unknown. Errors that were omitted before may explain all of them.
   */
  addUnsentErrors(): void {
    if (this.unsentSources.length === 0 || this.omitted > 0) return;
    const before = this.list.slice();
    for (const find of this.unsentSources) {
      for (const entity of find()) {
        const { missingPath, path } = entity;
        if (this.isExplained(missingPath, before) || this.reportedUnknown.has(JSON.stringify(path))) continue;
        this.add(unsentEntity(entity), this.providerOf(missingPath), path);
      }
    }
  }

  /**
   * Adds an error of the projection, with the subgraph that it concerns, unless an error at, above or below its path
   * explains the null already.
   */
  addUnlessExplained(error: KnownError, path: Path): void {
    if (this.isExplained(path, this.list)) return;
    const entity = this.unknownAt(path.slice(0, -1));
    if (!entity) return this.add(error, this.providerOf(path), path);
    const referrer = this.providerOf(entity.path);
    this.reportedUnknown.add(JSON.stringify(entity.path));
    this.add(unknownEntity(entity, referrer), referrer, path);
  }

  /** Whether an error, or a null because of an error, is at, above or below a path. */
  private isExplained(path: Path, list: readonly ExecutionError[]): boolean {
    const explains = (other: Path | undefined) => other !== undefined && isAtAboveOrBelow(other, path);
    return list.some((each) => explains(each.path)) || this.nullPaths.some(explains);
  }

  private providerOf(path: Path): string | undefined {
    return this.providersOf(path.filter((step) => typeof step === 'string')).join(', ') || undefined;
  }

  private unknownAt(path: Path): UnknownEntity | undefined {
    if (this.unknownSources.length === 0) return undefined;
    const all = () => this.unknownSources.flatMap((find) => [...find()]);
    this.unknownByPath ??= new Map(all().map((entity) => [JSON.stringify(entity.path), entity]));
    return this.unknownByPath.get(JSON.stringify(path));
  }
}

/** The error for a response that violates GraphQL or the federation specification. */
export function invalidResponse(subgraph: string, cause: unknown): KnownError {
  const message = `The subgraph ${subgraph} sent an invalid response.`;
  return new KnownError('SUBGRAPH_INVALID_RESPONSE', message, { cause, extensions: { subgraph } });
}

/** The error for a non-nullable field of an entity that its subgraph does not have. */
function unknownEntity({ subgraph, typeName, key }: UnknownEntity, referrer: string | undefined): KnownError {
  const source = referrer ? `, which the subgraph ${referrer} refers to` : '';
  return new KnownError(
    'SUBGRAPH_INVALID_RESPONSE',
    `The subgraph ${subgraph} has no ${typeName} with ${key}${source}.`,
  );
}

/** The error for an entity that was not sent. */
function unsentEntity({ subgraph, typeName, key, missing }: UnsentEntity): KnownError {
  const reason = missing ? `${missing}, which it requires, has no value` : 'a field that it requires has no value';
  return new KnownError(
    'SUBGRAPH_INVALID_RESPONSE',
    `The subgraph ${subgraph} was not asked for the ${typeName} with ${key}: ${reason}.`,
  );
}

/** The error for a non-nullable field without a value. `field` is for example `Practice.name`. */
export function missingValue(field: string): KnownError {
  return new KnownError('SUBGRAPH_INVALID_RESPONSE', `Cannot return null for non-nullable field ${field}.`);
}

/** The error for a value that the type of its field does not allow. */
export function invalidValue(field: string): KnownError {
  return new KnownError('SUBGRAPH_INVALID_RESPONSE', `The value of ${field} does not match its type.`);
}

function isAtAboveOrBelow(one: Path, other: Path): boolean {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at++) if (one[at] !== other[at]) return false;
  return true;
}

/**
 * The error for an executor that threw anything but a KnownError. The cause is not shown to clients. `retryAfter` is the
 * number of seconds after which it may be asked again.
 */
export function unavailable(subgraph: string, cause: unknown, next?: string, retryAfter?: number): KnownError {
  const message = `The subgraph ${subgraph} could not be reached.`;
  const extensions = { subgraph, ...(retryAfter !== undefined && { retryAfter }) };
  return new KnownError('SUBGRAPH_UNAVAILABLE', message, { cause, extensions, next });
}

/** The error for a mutation that was sent, and whose response did not arrive. */
export function connectionLost(subgraph: string, cause: unknown): KnownError {
  const message = `The connection to the subgraph ${subgraph} was lost after the mutation was sent.`;
  const next = MUTATION_NEXT.mayBeDone;
  return new KnownError('SUBGRAPH_UNAVAILABLE', message, { cause, extensions: { subgraph }, next });
}

/** The errors of the response, without duplicates. `clientPath` maps a path of the merged data to one of the response. */
export function toGraphQLErrors({ list, omitted }: ExecutionErrors, clientPath: (path: Path) => Path): GraphQLError[] {
  const errors = new Map<string, GraphQLError>();
  for (const { error, subgraph, path } of list) {
    const responsePath = path && clientPath(path);
    const located = locate(error, subgraph, responsePath);
    errors.set(JSON.stringify([located.message, responsePath, located.extensions.code]), located);
  }
  const all = [...errors.values()];
  if (omitted > 0) all.push(new KnownError('SUBGRAPH_INVALID_RESPONSE', `${omitted} more errors were omitted.`));
  return all;
}

/** The error with its path. `originalError` keeps a KnownError for the formatting of the response; no cause is shown. */
function locate(error: unknown, subgraph: string | undefined, path: Path | undefined): GraphQLError {
  const shown = error instanceof GraphQLError ? error : unavailable(subgraph ?? '', error);
  const { message, extensions, nodes } = shown;
  const originalError = shown.originalError ?? shown;
  return new GraphQLError(message, {
    nodes, // which say whether a value was wrong; those of our own subgraph have no location
    path,
    originalError,
    extensions: subgraph ? { ...extensions, subgraph } : extensions,
  });
}
