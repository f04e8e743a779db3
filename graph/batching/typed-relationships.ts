import type { Parameters, Statement } from '../graph';
import type { LinkKey } from '../keys';

/**
 * The statements on relationships name the relationship types, because Neo4j stores relationships by type. The .cypher
 * files are written for RE2, which is replaced with the types of the loaded releases.
 */
const WRITTEN = 'RE2';
const PLAIN = /^[A-Z][A-Z0-9_]*$/;

const quoted = (type: string) => (PLAIN.test(type) ? type : `\`${type.replaceAll('`', '``')}\``);

/** Caches a statement until the types change. */
function cachedByTypes(
  types: () => readonly string[],
  build: (types: readonly string[]) => Statement,
): () => Statement {
  let built: { readonly types: readonly string[]; readonly statement: Statement } | null = null;
  return () => {
    const now = types();
    if (built?.types !== now) built = { types: now, statement: build(now.length === 0 ? [WRITTEN] : now) };
    return built.statement;
  };
}

/** One statement with all types in one pattern: `[link:RE2|RE4]`. */
export function typedOutgoing({ name, text }: Statement, types: () => readonly string[]): () => Statement {
  return cachedByTypes(types, (all) => ({
    name,
    text: text.replace(`:${WRITTEN}]`, () => `:${all.map(quoted).join('|')}]`),
  }));
}

/** One statement for each type. */
export function statementPerType({ name, text }: Statement, types: readonly string[]): Statement[] {
  return types.map((type) => ({
    name,
    text: text
      .replace(`link_id_${WRITTEN}`, () => quoted(`link_id_${type}`))
      .replace(`:${WRITTEN}]`, () => `:${quoted(type)}]`),
  }));
}

/** One UNION branch for each type, because each type has its own index of ids. */
export function typedRelationship(statement: Statement, types: () => readonly string[]): () => Statement {
  return cachedByTypes(types, (all) => {
    const branches = statementPerType(statement, all);
    return { name: statement.name, text: branches.map(({ text }) => text).join('\nUNION ALL\n') };
  });
}

export interface IncomingStatement {
  statement(): Statement;
  toParameters(keys: readonly LinkKey[]): Parameters;
}

/**
 * One UNION branch for each type. The keys are one map with a list for each type: Neo4j makes a plan for each combination
 * of the magnitudes of list parameters, so that a parameter for each type would need thousands of plans.
 */
export function typedIncoming({ name, text }: Statement, types: () => readonly string[]): IncomingStatement {
  const branch = (type: string) =>
    text.replace(`$keys.${WRITTEN}`, () => `$keys.${quoted(type)}`).replace(`:${WRITTEN}]`, () => `:${quoted(type)}]`);
  return {
    statement: cachedByTypes(types, (all) => ({ name, text: all.map(branch).join('\nUNION ALL\n') })),
    toParameters(keys) {
      const current = types();
      const lists = new Map((current.length === 0 ? [WRITTEN] : current).map((type) => [type, [] as object[]]));
      keys.forEach(({ code, release, type }, at) => lists.get(type)?.push({ at, code, release }));
      return { keys: Object.fromEntries(lists) };
    },
  };
}
