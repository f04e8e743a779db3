import { many, one } from './batch';
import type { FactCache } from './cache';
import { factsOfCode, factsOfLink, factsOfRelease } from './facts';
import { Gatherer, type Facts } from './gather';
import type { Ask } from './batch';
import type { Graph, Statement } from './graph';
import { incomingOf, outgoingOf } from './links';
import { byEntry, byLink, byRole, bySuccession, byText } from './orders';
import type { CodeListKey, FactKey, LinkKey, RoleKey } from './rows';
import type { CodeListRow, HoldingRow, LinkRow, StateRow, SuccessionRow } from './rows';
import { toCode, toEntry, toHolding, toLink, toState, toSuccession } from './shapes';
import type { Touches } from './touches';

/** One question as the process knows it: what it has already, and how it asks for the rest. */
export interface Question<Key, Answer> {
  readonly name: string;
  get(key: Key): Answer | undefined;
  /** Equal for keys that have one answer. */
  idOf(key: Key): string;
  gather(keys: readonly Key[]): Promise<Answer[]>;
}

/** Every question that the graph is asked, undated: what release N says about these keys. */
export interface Questions {
  readonly state: Question<FactKey, StateRow | null>;
  readonly roles: Question<FactKey, readonly HoldingRow[]>;
  readonly outgoing: Question<FactKey, readonly LinkRow[]>;
  readonly incoming: Question<LinkKey, readonly LinkRow[]>;
  readonly predecessors: Question<FactKey, readonly SuccessionRow[]>;
  readonly successors: Question<FactKey, readonly SuccessionRow[]>;
  readonly holders: Question<RoleKey, readonly string[]>;
  readonly codeList: Question<CodeListKey, readonly CodeListRow[]>;
}

export interface QuestionSettings {
  readonly graph: Graph;
  readonly queries: Readonly<Record<keyof Questions, Statement>>;
  readonly cache: FactCache;
  readonly touches: Touches;
  readonly linkTypes: () => readonly string[];
  readonly deadlineMs: number;
}

/** The questions of a process, each with its gatherer and its part of the cache. */
export function createQuestions({
  graph,
  queries,
  cache,
  touches,
  linkTypes,
  deadlineMs,
}: QuestionSettings): Questions {
  const rows = <Key, Row>(name: keyof Questions, toRow: ToRow<Row>, order: Order<Row>) =>
    many<Key, Row>(graph, () => queries[name], toRow, { order });
  const ask = <Key, Answer>(name: string, asked: Ask<Key, Answer>, facts: Facts<Key, Answer>) => {
    const gatherer = new Gatherer(asked, facts, { deadlineMs });
    return { name, get: facts.get, idOf: facts.idOf, gather: (keys: readonly Key[]) => gatherer.gather(keys) };
  };
  const ofCode = <Answer>() => factsOfCode<Answer>(cache, touches);
  const links = incomingOf(queries.incoming, linkTypes);
  const incoming = many<LinkKey, LinkRow>(graph, links.statement, toLink, {
    order: byLink,
    toParameters: links.toParameters,
  });
  const outgoing = many<FactKey, LinkRow>(graph, outgoingOf(queries.outgoing, linkTypes), toLink, { order: byLink });
  return {
    state: ask('state', one<FactKey, StateRow>(graph, queries.state, toState), ofCode()),
    roles: ask('roles', rows<FactKey, HoldingRow>('roles', toHolding, byRole), ofCode()),
    outgoing: ask('outgoing', outgoing, ofCode()),
    incoming: ask('incoming', incoming, factsOfLink(cache, touches)),
    predecessors: ask(
      'predecessors',
      rows<FactKey, SuccessionRow>('predecessors', toSuccession, bySuccession),
      ofCode(),
    ),
    successors: ask('successors', rows<FactKey, SuccessionRow>('successors', toSuccession, bySuccession), ofCode()),
    holders: ask(
      'holders',
      rows<RoleKey, string>('holders', toCode, byText),
      factsOfRelease(cache, ({ role }) => role),
    ),
    codeList: ask(
      'codeList',
      rows<CodeListKey, CodeListRow>('codeList', toEntry, byEntry),
      factsOfRelease(cache, ({ list }) => list),
    ),
  };
}

type ToRow<Row> = (values: readonly unknown[]) => Row;
type Order<Row> = (a: Row, b: Row) => number;
