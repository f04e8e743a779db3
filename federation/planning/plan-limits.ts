import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { KnownError } from '../../errors';
import type { Fragments } from './fragments';
import type { Operation } from './operation';

/** The largest operation that is planned. Planning time grows with the square of `objects` and cannot be interrupted. */
export interface PlanLimits {
  /** Levels of nested selection sets, fragments included; the planner itself fails at 50. */
  readonly depth: number;
  /** Selection sets with every fragment expanded; planning 500 takes up to a second. */
  readonly objects: number;
  /** Fields with every fragment expanded. */
  readonly fields: number;
}

export const PLAN_LIMITS: PlanLimits = { depth: 45, objects: 500, fields: 5_000 };

/** Throws GRAPHQL_VALIDATION_FAILED for an operation that would take too long to plan. */
export function checkPlanLimits({ operation, fragments }: Operation, limits: PlanLimits): void {
  const { depth, objects, fields } = measureOperation(operation, fragments);
  if (depth > limits.depth) throw aboveLimit(`nests more than ${limits.depth} selection sets`);
  if (objects > limits.objects) throw aboveLimit(`selects more than ${limits.objects} objects, fragments expanded`);
  if (fields > limits.fields) throw aboveLimit(`selects more than ${limits.fields} fields, fragments expanded`);
}

function aboveLimit(what: string): KnownError {
  return new KnownError('GRAPHQL_VALIDATION_FAILED', `The operation ${what}, the limit for planning.`);
}

interface Size {
  readonly depth: number;
  readonly objects: number;
  readonly fields: number;
}

/** The size of an operation with its fragments expanded. Each fragment is measured once, so the time is linear. */
function measureOperation(operation: OperationDefinitionNode, fragments: Fragments): Size {
  const measured = new Map<string, Size>();
  const sizeOfFragment = (name: string): Size => {
    const size = measured.get(name) ?? sizeOfSet(fragments.get(name)!.selectionSet);
    measured.set(name, size);
    return size;
  };
  const sizeOfSet = ({ selections }: SelectionSetNode): Size => {
    const total = { depth: 1, objects: 0, fields: 0 };
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        total.fields++;
        if (!selection.selectionSet) continue;
        total.objects++;
      }
      const size =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? sizeOfFragment(selection.name.value)
          : sizeOfSet(selection.selectionSet!);
      total.depth = Math.max(total.depth, size.depth + 1);
      total.objects += size.objects;
      total.fields += size.fields;
    }
    return total;
  };
  return sizeOfSet(operation.selectionSet);
}
