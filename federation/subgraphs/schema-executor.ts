import {
  execute,
  getOperationAST,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import type { MaybePromise } from '../../maybe-promise';

/** A validated operation. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

export type Execute<Context> = (operation: Operation, context: Context) => MaybePromise<ExecutionResult>;

export interface LocalSettings {
  /** How often an operation is asked before it is compiled; Infinity never compiles. */
  readonly compileAfter?: number;
  /** Leaves names of the schema out of what a wrong variable is told. */
  readonly hideSuggestions?: boolean;
}

interface Known {
  uses: number;
  /** False: cannot be compiled. */
  compiled?: CompiledQuery['query'] | false;
}

/** Compiling may take this part of the time at most, so that a flood of new operations cannot keep the process busy. */
const COMPILING_SHARE = 0.1;

/**
 * Runs operations on a schema in this process: by graphql-js at first, by graphql-jit once an operation has come back
 * often enough. Both give the same answers. A document must have been validated; it is known by its identity, and what
 * was compiled of it goes when it goes.
 */
export function executeLocally<Context>(schema: GraphQLSchema, settings: LocalSettings = {}): Execute<Context> {
  const { compileAfter = 3, hideSuggestions = true } = settings;
  const known = new WeakMap<OperationDefinitionNode, Known>();
  const compile = sparingCompiler(schema);

  const interpret = ({ document, operationName, variables }: Operation, contextValue: Context) =>
    execute({ schema, document, operationName, variableValues: variables, contextValue, hideSuggestions });

  return (operation, context) => {
    const node = getOperationAST(operation.document, operation.operationName);
    if (!node) return interpret(operation, context);
    const entry = known.get(node) ?? { uses: 0 };
    if (entry.uses++ === 0) known.set(node, entry);
    if (entry.compiled === undefined && entry.uses > compileAfter) entry.compiled = compile(operation);
    if (!entry.compiled) return interpret(operation, context);
    const result = entry.compiled(undefined, context, operation.variables ?? {});
    return isRequestError(result) ? interpret(operation, context) : result;
  };
}

/** Compiles an operation; undefined when it is not its time yet, false when it cannot be. */
function sparingCompiler(schema: GraphQLSchema) {
  let notBefore = 0;
  return ({ document, operationName }: Operation): Known['compiled'] => {
    const started = performance.now();
    if (started < notBefore) return undefined;
    const compiled = compileQuery(schema, document, operationName ?? undefined);
    const ended = performance.now();
    notBefore = ended + (ended - started) / COMPILING_SHARE;
    return isCompiledQuery(compiled) ? compiled.query : false;
  };
}

/** Wrong variables: nothing was run, and graphql-js is the one to word it. */
function isRequestError(result: MaybePromise<ExecutionResult>): boolean {
  return !(result instanceof Promise) && result.data === undefined;
}
