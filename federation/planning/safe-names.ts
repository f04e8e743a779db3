import { Kind, visit, type DocumentNode, type FieldNode } from 'graphql';

/** Names of a client's document that must not reach a plan as they are, and what stands for them there. */
export interface Names {
  /** The key of a field in the merged data. */
  planKey(field: FieldNode): string;
  /** A key of the merged data as the client knows it. */
  clientKey(key: string): string;
  /** Whether no key that was asked for so far is called otherwise. */
  areKept(): boolean;
  /** Variables that are called otherwise in the plan. */
  readonly variables: ReadonlyMap<string, string>;
}

/** The variable of every entity fetch. */
const REPRESENTATIONS = 'representations';
const TYPE_NAME = '__typename';
/** Aliases by which the planner keeps two fields apart. */
const PLANNER_ALIAS = '_internal_qp_alias_';

/**
 * Chooses those names. An alias that is a field's name (`code: name`) would be taken for that field when a key is read
 * from the merged data, and another entity would be answered; `constructor` and `__proto__` mean something to every
 * JavaScript object. `__typename` loses its aliases: the planner would leave the merged data with the name that the first
 * subgraph gave, which may be that of an interface.
 */
export function renamer(document: DocumentNode, fieldNames: ReadonlySet<string>): Names {
  const taken = namesIn(document);
  const free = (name: string): string => {
    let other = `${name}_`;
    while (taken.has(other) || fieldNames.has(other)) other += '_';
    return other;
  };
  const keys = new Map<string, string>();
  const clientKeys = new Map<string, string>();
  const rename = (key: string): string => {
    const other = keys.get(key) ?? free(key);
    keys.set(key, other);
    clientKeys.set(other, key);
    return other;
  };
  return {
    planKey: ({ alias, name }) => {
      if (name.value === TYPE_NAME) return TYPE_NAME;
      const key = (alias ?? name).value;
      return isUnsafe(key, key !== name.value, fieldNames) ? rename(key) : key;
    },
    areKept: () => clientKeys.size === 0,
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
