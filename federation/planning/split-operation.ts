import { Kind, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { ASTVisitor, DocumentNode, FieldNode, SelectionNode, SelectionSetNode } from 'graphql';
import type { Fragments } from './fragments';
import type { Names } from './safe-names';
import type { Operation } from './operation';
import type { Supergraph } from '../supergraph/supergraph';

/** An operation taken apart: what subgraphs answer and what the schema itself does. */
export interface Parts {
  /**
   * What is planned, in the order in which it is executed: nothing when only the schema is asked for, each root field
   * of a mutation on its own, so that one is answered completely before the next begins.
   */
  readonly texts: readonly string[];
  /** The part that asks for the schema itself. */
  readonly introspection: DocumentNode | undefined;
}

/** Takes an operation apart whose conditions are decided. */
export function partsOf({ operation, fragments, names }: Operation, supergraph: Supergraph): Parts {
  const roots = rootFields(operation.selectionSet, fragments);
  const planned = keysOf(roots.filter(({ name }) => !name.value.startsWith('__')));
  const asked = keysOf(roots.filter(({ name }) => name.value === '__schema' || name.value === '__type'));

  const part = (keys: ReadonlySet<string>): DocumentNode => {
    const selectionSet = keep(operation.selectionSet, fragments, keys);
    return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }, ...fragments.values()] };
  };
  const steps = operation.operation === 'mutation' ? [...planned].map((key) => new Set([key])) : [planned];
  return {
    texts: steps.filter((keys) => keys.size > 0).map((keys) => print(forPlanner(part(keys), names, supergraph))),
    introspection: asked.size > 0 ? part(asked) : undefined,
  };
}

function keysOf(fields: readonly FieldNode[]): ReadonlySet<string> {
  return new Set(fields.map(keyOf));
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** Root fields in the order of the document. */
function rootFields({ selections }: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection] : rootFields(contentOf(selection, fragments).selectionSet, fragments),
  );
}

/** A root selection set with the fields of some keys only; fragments are written out. */
function keep({ selections }: SelectionSetNode, fragments: Fragments, keys: ReadonlySet<string>): SelectionSetNode {
  const kept = selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return keys.has(keyOf(selection)) ? [selection] : [];
    const { typeCondition, selectionSet: content } = contentOf(selection, fragments);
    const selectionSet = keep(content, fragments, keys);
    return selectionSet.selections.length > 0 ? [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }] : [];
  });
  return { kind: Kind.SELECTION_SET, selections: kept };
}

function contentOf(selection: Exclude<SelectionNode, FieldNode>, fragments: Fragments) {
  return selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
}

/**
 * The document under the plan's names. `__typename` is asked for where nothing else is left, and where a type may be a
 * hidden one, so that it can be left out.
 */
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
      const isNeeded = set.selections.length === 0 || (type && mayBeHidden(type.name));
      return isNeeded ? { ...set, selections: [TYPE_NAME, ...set.selections] } : undefined;
    },
  };
  return visit(document, visitWithTypeInfo(typeInfo, visitor));
}

const TYPE_NAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
