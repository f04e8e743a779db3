import { getOperationAST, Kind, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type {
  ASTVisitor,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  InlineFragmentNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { badInput, KnownError } from '../errors';
import { renamer, type Names } from './names';
import { fragmentsOf, type Fragments } from './fragments';
import type { Supergraph } from './supergraph';

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

/** Takes an operation apart. Errors: BAD_USER_INPUT, GRAPHQL_VALIDATION_FAILED. */
export function prepareOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
  supergraph: Supergraph,
): PreparedOperation {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw badInput('The document holds no operation of the name asked for, or several and no name.');
  if (operation.operation === 'subscription') throw refusedSubscription();
  const fragments = fragmentsOf(document);
  const names = renamer(document, supergraph.fieldNames);
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
    texts: steps.map((keys) => print(forPlanner(part(new Set(keys)), names, supergraph))),
    introspection: asked.length > 0 ? part(new Set(asked)) : undefined,
  };
}

function refusedSubscription(): KnownError {
  return new KnownError('GRAPHQL_VALIDATION_FAILED', 'Subscriptions are not offered.');
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

/** The document under the plan's names. Types that may be hidden ones are asked for, so that they can be left out. */
function forPlanner(document: DocumentNode, names: Names, { apiSchema, mayBeHidden }: Supergraph): DocumentNode {
  const typeInfo = new TypeInfo(apiSchema);
  const visitor: ASTVisitor = {
    Field(field) {
      const value = names.planKey(field);
      if (value === keyOf(field)) return undefined;
      return { ...field, alias: value === field.name.value ? undefined : { kind: Kind.NAME, value } };
    },
    Variable(variable) {
      const value = names.variables.get(variable.name.value);
      return value && { ...variable, name: { kind: Kind.NAME, value } };
    },
    SelectionSet(set) {
      const type = typeInfo.getParentType();
      return type && mayBeHidden(type.name) ? { ...set, selections: [TYPE_NAME, ...set.selections] } : undefined;
    },
  };
  return visit(document, visitWithTypeInfo(typeInfo, visitor));
}

const TYPE_NAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
