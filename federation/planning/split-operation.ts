import { isAbstractType, Kind, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { ASTVisitor, DocumentNode, FieldNode, SelectionNode, SelectionSetNode } from 'graphql';
import type { Fragments } from './fragments';
import type { SafeNames } from './safe-names';
import { replaceLongLiterals, type LongLiterals } from './long-literals';
import type { Operation } from './operation';
import type { Supergraph } from '../supergraph/supergraph';

/** The parts of an operation: queries for the planner and introspection. */
export interface SplitOperation {
  /**
   * Texts of the operations to plan, in execution order: none for introspection only, one for each root field of a
   * mutation, so that each completes before the next begins.
   */
  readonly queries: readonly string[];
  /** The part that selects `__schema` or `__type`. */
  readonly introspection: DocumentNode | undefined;
  /** Values of variables that the queries have instead of literals. */
  readonly literals: ReadonlyMap<string, unknown>;
}

/** Splits an operation without @skip and @include. */
export function splitOperation({ operation, fragments, names }: Operation, supergraph: Supergraph): SplitOperation {
  const roots = rootFields(operation.selectionSet, fragments);
  const planned = keysOf(roots.filter(({ name }) => !name.value.startsWith('__')));
  const introspected = keysOf(roots.filter(({ name }) => name.value === '__schema' || name.value === '__type'));

  const part = (keys: ReadonlySet<string>): DocumentNode => {
    const selectionSet = keep(operation.selectionSet, fragments, keys);
    return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }, ...fragments.values()] };
  };
  const literals: LongLiterals = new Map();
  const textOf = (keys: ReadonlySet<string>) => {
    const document = replaceLongLiterals(part(keys), supergraph.apiSchema, {
      into: literals,
      freeName: names.freeName,
    });
    return print(forPlanner(document, names, supergraph));
  };
  const steps = operation.operation === 'mutation' ? [...planned].map((key) => new Set([key])) : [planned];
  return {
    queries: steps.filter((keys) => keys.size > 0).map(textOf),
    introspection: introspected.size > 0 ? part(introspected) : undefined,
    literals,
  };
}

function keysOf(fields: readonly FieldNode[]): ReadonlySet<string> {
  return new Set(fields.map(keyOf));
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** The root fields, in the order of the document. */
function rootFields({ selections }: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection] : rootFields(contentOf(selection, fragments).selectionSet, fragments),
  );
}

/** The root selection set reduced to some keys, with its fragments inlined. */
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
 * The document with the safe names. `__typename` is added to empty selection sets, and where a value may be of an
 * @inaccessible type, so that the projection can replace it by null.
 */
function forPlanner(
  document: DocumentNode,
  names: SafeNames,
  { apiSchema, mayBeInaccessible }: Supergraph,
): DocumentNode {
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
      // Fragments alone may all be impossible, and the planner leaves out a field without any selection.
      const hasFields = !isAbstractType(type) || set.selections.some(({ kind }) => kind === Kind.FIELD);
      const isNeeded = set.selections.length === 0 || !hasFields || (type && mayBeInaccessible(type.name));
      return isNeeded ? { ...set, selections: [TYPE_NAME, ...set.selections] } : undefined;
    },
  };
  return visit(document, visitWithTypeInfo(typeInfo, visitor));
}

const TYPE_NAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
