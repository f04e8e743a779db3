import { Kind, parse, type SelectionSetNode } from 'graphql';
import { both, conditionOf, either, type Included } from './conditions';
import { fragmentsOf, type Fragments } from './fragments';
import type { FetchRewrite } from './plan';
import type { Data } from './subgraph';

/** A key of a subgraph's answer, and the type condition under which it is there, if any. */
export interface AnswerKey {
  readonly key: string;
  readonly typeCondition: string | undefined;
}

/** What the answer to an operation of a plan holds, at its root or below one of its root fields. */
export interface AnswerKeys {
  /** The keys that @skip and @include leave, under the names of the merged data and without `__typename`. */
  asked(variables: Readonly<Data>): readonly AnswerKey[];
  /** A key that the planner chose to keep two fields apart, as the merged data knows it. */
  mergedKey(key: string | number): string | number;
  /** Whether @skip and @include leave anything to ask for. */
  wanted(variables: Readonly<Data>): boolean;
}

export function answerKeys(
  query: string,
  rewrites: readonly FetchRewrite[] | undefined | null,
  below?: string,
): AnswerKeys {
  const renamed = renamedKeys(rewrites);
  const mergedKey = (key: string | number) => renamed.get(key) ?? key;
  const fields = once(() => fieldsOf(query, below));
  const included = query.includes('@') ? either(fields().map((field) => field.included)) : undefined;
  return {
    asked: (variables) =>
      fields()
        .filter((field) => field.key !== '__typename' && field.included?.(variables) !== false)
        .map(({ key, typeCondition }) => ({ key: mergedKey(key) as string, typeCondition })),
    mergedKey,
    wanted: (variables) => !included || included(variables),
  };
}

function renamedKeys(rewrites: readonly FetchRewrite[] | undefined | null): ReadonlyMap<string | number, string> {
  const renamed = new Map<string | number, string>();
  for (const rewrite of rewrites ?? []) {
    const last = 'KeyRenamer' in rewrite ? rewrite.KeyRenamer.path.at(-1) : undefined;
    if ('KeyRenamer' in rewrite && last && 'Key' in last) renamed.set(last.Key, rewrite.KeyRenamer.renameKeyTo);
  }
  return renamed;
}

interface Field extends AnswerKey {
  readonly included: Included;
  readonly fields: () => Field[];
}

function fieldsOf(query: string, below: string | undefined): Field[] {
  const document = parse(query, { noLocation: true });
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)!;
  const root = fieldsIn(operation.selectionSet, fragmentsOf(document));
  return below === undefined ? root : root.filter(({ key }) => key === below).flatMap(({ fields }) => fields());
}

function fieldsIn(
  { selections }: SelectionSetNode,
  fragments: Fragments,
  typeCondition?: string,
  outer?: Included,
): Field[] {
  return selections.flatMap((selection) => {
    const own = conditionOf(selection.directives);
    if (own === 'never') return [];
    const included = both(outer, own);
    if (selection.kind === Kind.FIELD) {
      const { alias, name, selectionSet } = selection;
      const fields = () => (selectionSet ? fieldsIn(selectionSet, fragments, undefined, included) : []);
      return [{ key: (alias ?? name).value, typeCondition, included, fields }];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)! : selection;
    const condition = fragment.typeCondition?.name.value ?? typeCondition;
    return fieldsIn(fragment.selectionSet, fragments, condition, included);
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
