import { when, type MaybePromise } from '../../maybe-promise';
import { compileBatchFetch, compileFlatten } from './entity-fetch';
import { compileRootFetch, type Run, type Step, type CompileContext } from './fetch';
import type { PlanNode } from '../planning/planner';

/** Compiles a plan to one function that runs for every request. Throws for a node of an unknown kind. */
export function compilePlan(node: PlanNode | undefined, context: CompileContext): Step {
  if (!node) return () => undefined;
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((each) => compilePlan(each, context)));
    case 'Parallel':
      return inParallel(node.nodes.map((each) => compilePlan(each, context)));
    case 'Condition': {
      const yes = compilePlan(node.ifClause ?? undefined, context);
      const no = compilePlan(node.elseClause ?? undefined, context);
      return (run) => (run.variables[node.condition] === true ? yes(run) : no(run));
    }
    case 'Fetch':
      return compileRootFetch(node, context);
    case 'Flatten':
      if (node.node.kind !== 'Fetch') throw new Error(`The plan flattens a ${node.node.kind}.`);
      return compileFlatten(node.path, node.node, context);
    case 'BatchFetch':
      return compileBatchFetch(node, context);
    default:
      throw new Error(`The plan has an unknown node: ${node.kind}`);
  }
}

export function inSequence(steps: readonly Step[]): Step {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  const from = (at: number, run: Run): MaybePromise<void> => {
    const step = steps[at];
    return step && when(step(run), () => from(at + 1, run));
  };
  return (run) => from(0, run);
}

function inParallel(steps: readonly Step[]): Step {
  return (run) => {
    const pending = steps.map((step) => step(run)).filter((result) => result instanceof Promise);
    return pending.length > 1 ? Promise.all(pending).then(() => undefined) : pending[0];
  };
}
