import { Kind, parse, type SelectionSetNode } from 'graphql';
import { fragmentsOf, type Fragments } from '../planning/fragments';
import type { FetchRewrite } from '../planning/planner';

/** A key of a subgraph's response, with its type condition, if any. */
export interface ResponseKey {
  readonly key: string;
  readonly typeCondition: string | undefined;
}

/** The keys in the response to an operation of a plan, at its root or below one of its root fields. */
export interface ResponseKeys {
  /** The keys as they are in the merged data, without `__typename`. */
  all(): readonly ResponseKey[];
  /** Whether the response has a field at this path of keys of the merged data. */
  has(path: readonly string[]): boolean;
  /** Maps an alias that the planner chose to the key in the merged data. */
  mergedKey(key: string | number): string | number;
}

type Rewrites = readonly FetchRewrite[] | undefined | null;

/** Parses the operation only when its keys are needed, which is when a fetch fails. */
export function responseKeys(query: string, rewrites: Rewrites, below?: string): ResponseKeys {
  const renamed = renamedKeys(rewrites);
  const mergedKey = (key: string | number) => renamed.get(key) ?? key;
  let fields: readonly Field[] | undefined;
  let cached: readonly ResponseKey[] | undefined;
  const parsed = () => (fields ??= fieldsOf(query, below));
  const all = () =>
    (cached ??= parsed()
      .filter(({ key }) => key !== '__typename')
      .map(({ key, typeCondition }) => ({ key: mergedKey(key) as string, typeCondition })));
  const has = (path: readonly string[]) => {
    let level = parsed();
    return path.every((step) => {
      const found = level.filter(({ key }) => mergedKey(key) === step);
      level = found.flatMap((field) => field.fields());
      return found.length > 0;
    });
  };
  return { all, has, mergedKey };
}

function renamedKeys(rewrites: Rewrites): ReadonlyMap<string | number, string> {
  const renamed = new Map<string | number, string>();
  for (const rewrite of rewrites ?? []) {
    const last = 'KeyRenamer' in rewrite ? rewrite.KeyRenamer.path.at(-1) : undefined;
    if ('KeyRenamer' in rewrite && last && 'Key' in last) renamed.set(last.Key, rewrite.KeyRenamer.renameKeyTo);
  }
  return renamed;
}

interface Field extends ResponseKey {
  readonly fields: () => Field[];
}

function fieldsOf(query: string, below: string | undefined): Field[] {
  const document = parse(query, { noLocation: true });
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)!;
  const root = fieldsIn(operation.selectionSet, fragmentsOf(document), undefined);
  return below === undefined ? root : root.filter(({ key }) => key === below).flatMap(({ fields }) => fields());
}

function fieldsIn({ selections }: SelectionSetNode, fragments: Fragments, typeCondition: string | undefined): Field[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) {
      const { alias, name, selectionSet } = selection;
      const fields = () => (selectionSet ? fieldsIn(selectionSet, fragments, undefined) : []);
      return [{ key: (alias ?? name).value, typeCondition, fields }];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)! : selection;
    return fieldsIn(fragment.selectionSet, fragments, fragment.typeCondition?.name.value ?? typeCondition);
  });
}
