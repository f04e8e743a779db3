import { execute, getOperationAST } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { MaybePromise } from '../../maybe-promise';
import {
  applyConditions,
  conditionKey,
  conditionVariables,
  isUndecided,
  MAX_VARIANTS,
  type ConditionalOperation,
} from '../planning/conditions';
import { fragmentsOf } from '../planning/fragments';
import { createVariableCoercion, type CoerceVariables } from './coerce-variables';
import { createQueryCompiler, type CompiledQuery } from './compile-query';

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
  /** The largest share of time that is spent compiling, so that many new operations cannot block the process. Default 0.1. */
  readonly compilingShare?: number;
  /** Omits names of the schema from errors about variables. Default true. */
  readonly hideSuggestions?: boolean;
}

/** An operation that was executed at least once. */
interface CachedOperation extends ConditionalOperation {
  readonly coerce: CoerceVariables;
  readonly conditions: readonly string[];
  readonly variants: Map<string, Variant>;
}

/** An operation with certain values of its conditions. */
interface Variant {
  uses: number;
  /** False if it cannot be compiled. */
  compiled?: CompiledQuery | false;
}

/**
 * Executes operations on a schema in this process, first with graphql-js, then compiled, once an operation was executed
 * often enough with the same values of its conditions. Both return the same results: graphql-js also coerces the
 * variables of compiled operations, and executes what compiled code would execute differently. Documents must be
 * validated. Compiled operations are cached by the identity of the document and are collected with it.
 */
export function createSchemaExecutor<Context>(
  schema: GraphQLSchema,
  settings: SchemaExecutorSettings = {},
): ExecuteOperation<Context> {
  const { compileAfter = 3, compilingShare = 0.1, hideSuggestions = true } = settings;
  const operations = new WeakMap<OperationDefinitionNode, CachedOperation>();
  const compile = withinShare(compilingShare, createQueryCompiler(schema));

  const cachedOperation = (node: OperationDefinitionNode, document: DocumentNode): CachedOperation => {
    let cached = operations.get(node);
    if (!cached) {
      const operation = { operation: node, fragments: fragmentsOf(document) };
      cached = {
        ...operation,
        coerce: createVariableCoercion(schema, node),
        conditions: conditionVariables(operation),
        variants: new Map(),
      };
      operations.set(node, cached);
    }
    return cached;
  };

  const executeCompiled = ({ document, operationName, variables = {} }: ExecutableOperation, context: Context) => {
    const node = getOperationAST(document, operationName);
    if (!node || compileAfter === Infinity) return undefined;
    const cached = cachedOperation(node, document);
    const coerced = cached.coerce(variables);
    if (!coerced) return undefined;
    const key = conditionKey(cached.conditions, coerced);
    if (isUndecided(key)) return undefined;
    const variant = variantOf(cached, key);
    if (++variant.uses > compileAfter) variant.compiled ??= compile(() => applyConditions(cached, coerced));
    return variant.compiled ? variant.compiled(coerced, context) : undefined;
  };

  return (operation, contextValue) => {
    const { document, operationName, variables } = operation;
    return (
      executeCompiled(operation, contextValue) ??
      execute({ schema, document, operationName, variableValues: variables, contextValue, hideSuggestions })
    );
  };
}

function variantOf({ variants }: CachedOperation, key: string): Variant {
  let variant = variants.get(key);
  if (!variant) {
    if (variants.size >= MAX_VARIANTS) variants.clear();
    variants.set(key, (variant = { uses: 0 }));
  }
  return variant;
}

/** Limits the time of a compiler: the result is undefined while its share is used up, false for what cannot be compiled. */
function withinShare(share: number, compile: ReturnType<typeof createQueryCompiler>) {
  let notBefore = 0;
  return (operation: () => ConditionalOperation): Variant['compiled'] => {
    const started = performance.now();
    if (started < notBefore) return undefined;
    const compiled = compile(operation());
    const ended = performance.now();
    notBefore = ended + (ended - started) / share;
    return compiled ?? false;
  };
}
