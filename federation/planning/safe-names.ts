import { Kind, visit, type DocumentNode, type FieldNode } from 'graphql';

/** Replacements for the names in a client's document that would give wrong data if a query plan used them. */
export interface SafeNames {
  /** The key of a field in the merged data. */
  planKey(field: FieldNode): string;
  /** The client's key for a key of the merged data. */
  clientKey(key: string): string;
  /** Whether `planKey` has returned every key unchanged so far. */
  areUnchanged(): boolean;
  /** The name with underscores appended, until neither the document nor a field of the schema has it. */
  freeName(name: string): string;
  /** The replaced variables: the name in the plan by the client's name. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Every entity fetch has a variable of this name. */
const REPRESENTATIONS = 'representations';
const TYPE_NAME = '__typename';
/** Prefix of the planner's own aliases. */
const PLANNER_ALIAS = '_internal_qp_alias_';

/**
 * Chooses the replacements. Three kinds of names are not safe. (1) An alias that is also a field name (`code: name`): a
 * representation is built by field names, so it would take the name as the code and fetch another entity. (2) Properties
 * of every JavaScript object, such as `constructor` and `__proto__`. (3) Aliases of `__typename`: they are removed,
 * because the planner would keep the type name that the first subgraph returned, which may be that of an interface.
 */
export function chooseSafeNames(document: DocumentNode, fieldNames: ReadonlySet<string>): SafeNames {
  const taken = namesIn(document);
  const free = (name: string): string => {
    let safe = `${name}_`;
    while (taken.has(safe) || fieldNames.has(safe)) safe += '_';
    return safe;
  };
  const keys = new Map<string, string>();
  const clientKeys = new Map<string, string>();
  const rename = (key: string): string => {
    const safe = keys.get(key) ?? free(key);
    keys.set(key, safe);
    clientKeys.set(safe, key);
    return safe;
  };
  return {
    planKey: ({ alias, name }) => {
      if (name.value === TYPE_NAME) return TYPE_NAME;
      const key = (alias ?? name).value;
      return isUnsafe(key, key !== name.value, fieldNames) ? rename(key) : key;
    },
    freeName: free,
    areUnchanged: () => clientKeys.size === 0,
    clientKey: (key) => clientKeys.get(key) ?? key,
    variables: new Map(taken.has(REPRESENTATIONS) ? [[REPRESENTATIONS, free(REPRESENTATIONS)]] : []),
  };
}

function isUnsafe(key: string, isAlias: boolean, fieldNames: ReadonlySet<string>): boolean {
  if (key in Object.prototype) return true;
  return isAlias && (fieldNames.has(key) || key === TYPE_NAME || key.startsWith(PLANNER_ALIAS));
}

function namesIn(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, { [Kind.NAME]: ({ value }) => void names.add(value) });
  return names;
}
