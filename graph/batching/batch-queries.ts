import { many, mapped, one, type Ask, type ManyOptions, type ToRow } from './batch-functions';
import type { FactCache } from '../cache/fact-cache';
import { factsOfCode, factsOfLink, factsOfRelease } from '../cache/fact-stores';
import { findingQuestions } from './finding-queries';
import { Gatherer, type Facts } from './batch-queue';
import type { Graph, Statement } from '../graph';
import { incomingOf, outgoingOf, relationshipOf } from './typed-relationships';
import { measureQuestions } from './measure-queries';
import { byEntry, byLink, byRole, bySuccession, byText } from '../../ods/orders';
import { placeQuestions } from './address-queries';
import type {
  BeginningKey,
  CodeListKey,
  CodesKey,
  FactKey,
  LinkKey,
  PostcodeKey,
  RoleKey,
  TextKey,
  UprnKey,
} from '../keys';
import type { GenerationKey, MeasureKey, MeasurementKey, MeasurementRow, MeasureRow } from '../keys';
import type {
  CodeListRow,
  FindingRow,
  FindingsKey,
  HoldingRow,
  LinkRow,
  RelationshipKey,
  RelationshipRow,
  RuleKey,
  StateRow,
  SuccessionRow,
} from '../keys';
import { ranked, searchText, type Match } from '../../ods/search-text';
import {
  toCode,
  toEntry,
  toHolding,
  toIncoming,
  toMatch,
  toOutgoing,
  toRelationship,
  toState,
  toSuccession,
} from './decode-rows';
import type { Touches } from '../cache/change-epochs';

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
  readonly relationship: Question<RelationshipKey, readonly RelationshipRow[]>;
  readonly predecessors: Question<FactKey, readonly SuccessionRow[]>;
  readonly successors: Question<FactKey, readonly SuccessionRow[]>;
  readonly holders: Question<RoleKey, readonly string[]>;
  readonly codeList: Question<CodeListKey, readonly CodeListRow[]>;
  /** Codes in the order of the search. */
  readonly search: Question<TextKey, readonly string[]>;
  readonly fuzzy: Question<TextKey, readonly string[]>;
  readonly suggest: Question<TextKey, readonly string[]>;
  readonly postcode: Question<PostcodeKey, readonly string[]>;
  readonly uprn: Question<UprnKey, readonly string[]>;
  readonly beginning: Question<BeginningKey, readonly string[]>;
  readonly codes: Question<CodesKey, readonly string[]>;
  /** At most `FINDINGS_AT_ONCE`, by code, then hash. */
  readonly findings: Question<FindingsKey, readonly FindingRow[]>;
  /** By rule, then hash. */
  readonly findingsOf: Question<FactKey, readonly FindingRow[]>;
  readonly findingCounts: Question<RuleKey, number>;
  /** Measures by id. */
  readonly measures: Question<GenerationKey, readonly MeasureRow[]>;
  /** Values by date. */
  readonly measurements: Question<MeasurementKey, readonly MeasurementRow[]>;
  /** Codes that have any value of the measure. */
  readonly measured: Question<MeasureKey, readonly string[]>;
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
export function createQuestions({ graph, queries, linkTypes, ...rest }: QuestionSettings): Questions {
  const { cache, touches, deadlineMs } = rest;
  const question = <Key, Answer>(name: keyof Questions, facts: Facts<Key, Answer>, ask: Ask<Key, Answer>) => {
    const gatherer = new Gatherer(ask, facts, { deadlineMs });
    return { name, get: facts.get, idOf: facts.idOf, gather: (keys: readonly Key[]) => gatherer.gather(keys) };
  };
  const ofCode = <Answer>() => factsOfCode<Answer>(cache, touches);
  const ofLink = factsOfLink<LinkRow>(cache, touches, linkTypes);
  const ofRelease = <Key extends { readonly release: number }, Answer>(id: (key: Key) => string) =>
    factsOfRelease<Key, Answer>(cache, id);
  const rows = <Key, Row>(name: keyof Questions, toRow: ToRow<Key, Row>, options?: ManyOptions<Key, Row>) =>
    many(graph, () => queries[name], toRow, options);
  const single = <Key, Row>(name: keyof Questions, toRow: ToRow<Key, Row>) => one(graph, queries[name], toRow);
  const texts = (name: keyof Questions) =>
    mapped(rows<TextKey, Match>(name, toMatch, { toParameters: toTexts }), (found, { text }) => ranked(found, text));
  const incoming = incomingOf(queries.incoming, linkTypes);
  const outgoing = outgoingOf(queries.outgoing, linkTypes);
  const successions = (name: keyof Questions) =>
    rows<FactKey, SuccessionRow>(name, toSuccession, { order: bySuccession });
  return {
    state: question('state', ofCode(), single<FactKey, StateRow>('state', toState)),
    roles: question('roles', ofCode(), rows<FactKey, HoldingRow>('roles', toHolding, { order: byRole })),
    outgoing: question('outgoing', ofCode(), many(graph, outgoing, toOutgoing, { order: byLink })),
    incoming: question('incoming', ofLink, many(graph, incoming.statement, toIncoming, { order: byLink, ...incoming })),
    relationship: question(
      'relationship',
      ofRelease<RelationshipKey, readonly RelationshipRow[]>(({ id }) => id),
      many(graph, relationshipOf(queries.relationship, linkTypes), toRelationship, { order: byLink }),
    ),
    predecessors: question('predecessors', ofCode(), successions('predecessors')),
    successors: question('successors', ofCode(), successions('successors')),
    holders: question(
      'holders',
      ofRelease<RoleKey, readonly string[]>(({ role }) => role),
      rows('holders', toCode, { order: byText }),
    ),
    codeList: question(
      'codeList',
      ofRelease<CodeListKey, readonly CodeListRow[]>(({ list }) => list),
      rows('codeList', toEntry, { order: byEntry }),
    ),
    search: question('search', ofRelease(textOf), texts('search')),
    fuzzy: question('fuzzy', ofRelease(textOf), texts('fuzzy')),
    suggest: question('suggest', ofRelease(textOf), texts('suggest')),
    codes: question(
      'codes',
      ofRelease<CodesKey, readonly string[]>(({ after }) => after),
      rows('codes', toCode),
    ),
    ...placeQuestions(cache, { question, rows }),
    ...findingQuestions(cache, { question, rows, single }),
    ...measureQuestions(cache, { question, rows, single }),
  };
}

const textOf = ({ text }: TextKey) => text;
const toTexts = (keys: readonly TextKey[]) => ({
  keys: keys.map(({ text, release }) => ({ ...searchText(text), release })),
});
