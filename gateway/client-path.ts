import { Kind, type FieldNode, type SelectionSetNode } from 'graphql';
import type { Path } from './faults';
import type { PreparedOperation } from './operation';
import { conditionOf } from './conditions';
import type { Data } from './subgraph';

type Asked = Pick<PreparedOperation, 'operation' | 'fragments' | 'names'>;

/**
 * Where a client finds a place of the merged data: under the client's own keys, and no deeper than the client has
 * asked, for what only another subgraph needed is not in the response.
 */
export function clientPath(path: Path, asked: Asked, variables: Readonly<Data>): Path {
  const found: (string | number)[] = [];
  let sets: readonly SelectionSetNode[] = [asked.operation.selectionSet];
  for (const step of path) {
    if (typeof step === 'number') {
      found.push(step);
      continue;
    }
    const fields = sets.flatMap((set) => fieldsAt(step, set, asked, variables));
    const [first] = fields;
    if (!first) break;
    found.push((first.alias ?? first.name).value);
    sets = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  return found;
}

/** The fields of a selection set that are answered under a key of the merged data. */
function fieldsAt(
  planKey: string,
  { selections }: SelectionSetNode,
  asked: Asked,
  variables: Readonly<Data>,
): FieldNode[] {
  return selections.flatMap((selection): FieldNode[] => {
    const included = conditionOf(selection.directives);
    if (included === 'never' || included?.(variables) === false) return [];
    if (selection.kind === Kind.FIELD) return asked.names.planKey(selection) === planKey ? [selection] : [];
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? asked.fragments.get(selection.name.value)! : selection;
    return fieldsAt(planKey, fragment.selectionSet, asked, variables);
  });
}
