import { getOperationAST, Kind, print, visit } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  InlineFragmentNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { badInput } from '../errors';
import { renamer, type Names } from './names';
import { fragmentsOf, type Fragments } from './response-keys';

/** A validated operation, made ready for the planner. */
export interface PreparedOperation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly names: Names;
  /**
   * What is planned, in the order in which it is executed: nothing when only the schema is asked for, each root field
   * of a mutation on its own, so that one is answered completely before the next begins.
   */
  readonly texts: readonly string[];
  /** The part that asks for the schema itself. */
  readonly introspection: DocumentNode | undefined;
}

/** Takes an operation apart. `fieldNames` are all field names of the supergraph. Errors: BAD_USER_INPUT. */
export function prepareOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
  fieldNames: ReadonlySet<string>,
): PreparedOperation {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw badInput('The document holds no operation of the name asked for, or several and no name.');
  const fragments = fragmentsOf(document);
  const names = renamer(document, fieldNames);
  const roots = rootKeys(operation.selectionSet, fragments);
  const planned = roots.filter(({ name }) => !name.startsWith('__')).map(({ key }) => key);
  const asked = roots.filter(({ name }) => name === '__schema' || name === '__type').map(({ key }) => key);

  const part = (keys: ReadonlySet<string>): DocumentNode => {
    const selectionSet = keep(operation.selectionSet, fragments, keys);
    return { ...document, definitions: [{ ...operation, selectionSet }, ...fragments.values()] };
  };
  const steps = operation.operation === 'mutation' ? planned.map((key) => [key]) : planned.length ? [planned] : [];
  return {
    operation,
    fragments,
    names,
    texts: steps.map((keys) => print(renamed(part(new Set(keys)), names))),
    introspection: asked.length > 0 ? part(new Set(asked)) : undefined,
  };
}

/** Root fields by response key, in the order of the document, each key once. */
function rootKeys(selectionSet: SelectionSetNode, fragments: Fragments) {
  const keys = new Map<string, { readonly key: string; readonly name: string }>();
  const visitSet = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD) visitSet(contentOf(selection, fragments).selectionSet);
      else if (!keys.has(keyOf(selection)))
        keys.set(keyOf(selection), { key: keyOf(selection), name: selection.name.value });
    }
  };
  visitSet(selectionSet);
  return [...keys.values()];
}

/** A root selection set with the fields of some keys only; fragments are written out. */
function keep({ selections }: SelectionSetNode, fragments: Fragments, keys: ReadonlySet<string>): SelectionSetNode {
  const kept = selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return keys.has(keyOf(selection)) ? [selection] : [];
    const { typeCondition, selectionSet: content } = contentOf(selection, fragments);
    const selectionSet = keep(content, fragments, keys);
    const { directives } = selection;
    const fragment: SelectionNode = { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet };
    return selectionSet.selections.length > 0 ? [fragment] : [];
  });
  return { kind: Kind.SELECTION_SET, selections: kept };
}

type Spread = Exclude<SelectionNode, FieldNode>;

function contentOf(selection: Spread, fragments: Fragments): InlineFragmentNode | FragmentDefinitionNode {
  return selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

function renamed(document: DocumentNode, names: Names): DocumentNode {
  return visit(document, {
    Field(field) {
      const value = names.planKey(field);
      return value === keyOf(field) ? undefined : { ...field, alias: { kind: Kind.NAME, value } };
    },
    Variable(variable) {
      const value = names.variables.get(variable.name.value);
      return value && { ...variable, name: { kind: Kind.NAME, value } };
    },
  });
}
