import { Kind, visit, type DocumentNode, type FieldNode } from 'graphql';

/** Replacements for the names of a client's document that are not safe in a plan. */
export interface SafeNames {
  /** The key of a field in the merged data. */
  planKey(field: FieldNode): string;
  /** The client's key for a key of the merged data. */
  clientKey(key: string): string;
  /** Whether no key passed to `planKey` so far was replaced. */
  areUnchanged(): boolean;
  /** A name like this one that neither the document nor the schema uses. */
  freeName(name: string): string;
  /** The name in the plan of each replaced variable. */
  readonly variables: ReadonlyMap<string, string>;
}

/** The variable name of every entity fetch. */
const REPRESENTATIONS = 'representations';
const TYPE_NAME = '__typename';
/** Prefix of the planner's own aliases. */
const PLANNER_ALIAS = '_internal_qp_alias_';

/**
 * Chooses the replacements. An alias that is also a field name (`code: name`) would be read as that field when a
 * representation is built, which would fetch another entity. `constructor` and `__proto__` are properties of every
 * JavaScript object. Aliases of `__typename` are removed: the planner would keep the name that the first subgraph
 * returned, which may be that of an interface.
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
