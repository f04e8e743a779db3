import type { Parameters, Statement } from '../graph';
import type { LinkKey } from '../keys';

/**
 * Statements over relationships name their types, because the store filters by type. The files are written for RE2;
 * the types that the loaded releases name take its place, one union in `outgoing`, one branch each in `incoming`.
 */
const WRITTEN = 'RE2';
const PLAIN = /^[A-Z][A-Z0-9_]*$/;

const quoted = (type: string) => (PLAIN.test(type) ? type : `\`${type.replaceAll('`', '``')}\``);

/** Builds a text again only when the types change. */
function rebuilt(types: () => readonly string[], build: (types: readonly string[]) => Statement): () => Statement {
  let built: { readonly types: readonly string[]; readonly statement: Statement } | null = null;
  return () => {
    const now = types();
    if (built?.types !== now) built = { types: now, statement: build(now.length === 0 ? [WRITTEN] : now) };
    return built.statement;
  };
}

export function outgoingOf({ name, text }: Statement, types: () => readonly string[]): () => Statement {
  return rebuilt(types, (all) => ({
    name,
    text: text.replace(`:${WRITTEN}]`, () => `:${all.map(quoted).join('|')}]`),
  }));
}

/** A statement for each type: what is written for RE2, with the type in its place. */
export function forEachType({ name, text }: Statement, types: readonly string[]): Statement[] {
  return types.map((type) => ({
    name,
    text: text
      .replace(`link_id_${WRITTEN}`, () => quoted(`link_id_${type}`))
      .replace(`:${WRITTEN}]`, () => `:${quoted(type)}]`),
  }));
}

/** One branch for each type, so that each seeks in the index of its type. */
export function relationshipOf(statement: Statement, types: () => readonly string[]): () => Statement {
  return rebuilt(types, (all) => {
    const branches = forEachType(statement, all);
    return { name: statement.name, text: branches.map(({ text }) => text).join('\nUNION ALL\n') };
  });
}

export interface Incoming {
  statement(): Statement;
  toParameters(keys: readonly LinkKey[]): Parameters;
}

export function incomingOf({ name, text }: Statement, types: () => readonly string[]): Incoming {
  const branch = (type: string) =>
    text.replace(`$${WRITTEN}`, () => `$${quoted(type)}`).replace(`:${WRITTEN}]`, () => `:${quoted(type)}]`);
  return {
    statement: rebuilt(types, (all) => ({ name, text: all.map(branch).join('\nUNION ALL\n') })),
    toParameters(keys) {
      const named = types();
      const lists = new Map((named.length === 0 ? [WRITTEN] : named).map((type) => [type, [] as object[]]));
      keys.forEach(({ code, release, type }, at) => lists.get(type)?.push({ at, code, release }));
      return Object.fromEntries(lists);
    },
  };
}
