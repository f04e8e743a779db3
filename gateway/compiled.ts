import type { DocumentNode } from 'graphql';
import { compilePlan, inSequence } from './execute';
import type { Step, Tools } from './fetch';
import { prepareOperation, type PreparedOperation } from './operation';
import { checkPlannable, type PlanLimits, type Planner, type PlanNode } from './plan';
import { compileShape, type Shape } from './shape';

/** An operation that can be executed: planned and compiled once. */
export interface CompiledOperation extends PreparedOperation {
  readonly plans: readonly PlanNode[];
  readonly run: Step;
  readonly shape: Shape;
}

export type Compile = (document: DocumentNode, operationName?: string | null) => Promise<CompiledOperation>;

/** Plans and compiles validated operations; each once, however many requests wait for it. Errors: as for planning. */
export function createCompiler(planner: Planner, tools: Tools, limits: PlanLimits): Compile {
  const compile: Compile = async (document, operationName) => {
    const prepared = prepareOperation(document, operationName, tools.supergraph);
    checkPlannable(document, prepared.operation, limits);
    const plans = (await Promise.all(prepared.texts.map(planner))).filter((plan) => plan !== undefined);
    const run = inSequence(plans.map((plan) => compilePlan(plan, tools)));
    const { supergraph } = tools;
    const shape = compileShape(prepared.operation, { ...prepared, apiSchema: supergraph.apiSchema, supergraph });
    return { ...prepared, plans, run, shape };
  };
  return coalesced(compile);
}

/** Remembers by document, whose identity Apollo Server keeps, and operation; a failure is not remembered. */
function coalesced(compile: Compile): Compile {
  const known = new WeakMap<DocumentNode, Map<string, Promise<CompiledOperation>>>();
  return (document, operationName) => {
    const operations = known.get(document) ?? new Map<string, Promise<CompiledOperation>>();
    known.set(document, operations);
    const name = operationName ?? '';
    const present = operations.get(name);
    if (present) return present;
    const compiled = compile(document, operationName);
    operations.set(name, compiled);
    compiled.catch(() => operations.delete(name));
    return compiled;
  };
}
