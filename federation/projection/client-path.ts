import { Kind, type FieldNode, type SelectionSetNode } from 'graphql';
import type { Path } from '../execution-errors';
import type { Operation } from '../planning/operation';

/**
 * Maps a path of the merged data to one of the response: with the client's keys, and cut where the client selected no
 * field, because fields that only another subgraph required are not in the response.
 */
export function clientPath(path: Path, operation: Operation): Path {
  const found: (string | number)[] = [];
  let sets: readonly SelectionSetNode[] = [operation.operation.selectionSet];
  for (const step of path) {
    if (typeof step === 'number') {
      found.push(step);
      continue;
    }
    const fields = sets.flatMap((set) => fieldsAt(step, set, operation));
    const [first] = fields;
    if (!first) break;
    found.push((first.alias ?? first.name).value);
    sets = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  return found;
}

/** The fields of a selection set with this key in the merged data. */
function fieldsAt(planKey: string, { selections }: SelectionSetNode, operation: Operation): FieldNode[] {
  return selections.flatMap((selection): FieldNode[] => {
    if (selection.kind === Kind.FIELD) return operation.names.planKey(selection) === planKey ? [selection] : [];
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? operation.fragments.get(selection.name.value)! : selection;
    return fieldsAt(planKey, fragment.selectionSet, operation);
  });
}
