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
export interface ExecutableOperation {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

export type ExecuteOperation<Context> = (
  operation: ExecutableOperation,
  context: Context,
) => MaybePromise<ExecutionResult>;

export interface SchemaExecutorSettings {
  /** Executions of an operation before it is compiled. Default 3; Infinity never compiles. */
  readonly compileAfter?: number;
  /** Omits names of the schema from errors about variables. Default true. */
  readonly hideSuggestions?: boolean;
}

interface CacheEntry {
  uses: number;
  /** False for an operation that cannot be compiled. */
  compiled?: CompiledQuery['query'] | false;
}

/** The largest share of time that is spent compiling, so that many new operations cannot block the process. */
const COMPILING_SHARE = 0.1;

/**
 * Executes operations on a schema in this process, first with graphql-js, then with graphql-jit once an operation was
 * executed often enough. Both return the same results. Documents must be validated. Compiled operations are cached by the
 * identity of the document and are collected with it.
 */
export function createSchemaExecutor<Context>(
  schema: GraphQLSchema,
  settings: SchemaExecutorSettings = {},
): ExecuteOperation<Context> {
  const { compileAfter = 3, hideSuggestions = true } = settings;
  const cache = new WeakMap<OperationDefinitionNode, CacheEntry>();
  const compile = createCompiler(schema);

  const interpret = ({ document, operationName, variables }: ExecutableOperation, contextValue: Context) =>
    execute({ schema, document, operationName, variableValues: variables, contextValue, hideSuggestions });

  return (operation, context) => {
    const node = getOperationAST(operation.document, operation.operationName);
    if (!node) return interpret(operation, context);
    const entry = cache.get(node) ?? { uses: 0 };
    if (entry.uses++ === 0) cache.set(node, entry);
    if (entry.compiled === undefined && entry.uses > compileAfter) entry.compiled = compile(operation);
    if (!entry.compiled) return interpret(operation, context);
    const result = entry.compiled(undefined, context, operation.variables ?? {});
    return isRequestError(result) ? interpret(operation, context) : result;
  };
}

/** Returns a function that compiles an operation: undefined while the share of time is used up, false if it cannot be compiled. */
function createCompiler(schema: GraphQLSchema) {
  let notBefore = 0;
  return ({ document, operationName }: ExecutableOperation): CacheEntry['compiled'] => {
    const started = performance.now();
    if (started < notBefore) return undefined;
    const compiled = compileQuery(schema, document, operationName ?? undefined);
    const ended = performance.now();
    notBefore = ended + (ended - started) / COMPILING_SHARE;
    return isCompiledQuery(compiled) ? compiled.query : false;
  };
}

/** Whether the variables were invalid: nothing was executed, and graphql-js has the better message. */
function isRequestError(result: MaybePromise<ExecutionResult>): boolean {
  return !(result instanceof Promise) && result.data === undefined;
}
