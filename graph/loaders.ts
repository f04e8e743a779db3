import DataLoader from 'dataloader';
import type { Question, Questions } from './batching/batch-queries';
import type { MaybePromise } from '../maybe-promise';

/** One question as a request asks it. */
export interface Loader<Key, Answer> {
  /** The answer itself when it is known, else a promise. */
  load(key: Key): MaybePromise<Answer>;
  /** The answers in the order of the keys; one promise for all of them where one is missing. */
  loadMany(keys: readonly Key[]): MaybePromise<readonly Answer[]>;
}

/** What a request asked the graph: the question and the number of distinct keys, one entry for each query of the request. */
export type ReadLog = readonly (readonly [question: string, keys: number])[];

/** Told when a request starts to wait for the graph, with the number of keys; what it answers is called at the end. */
export type Seen = (question: string, keys: number) => (error?: unknown) => void;

/** The loaders of one request: a line for each question. */
export function createLoaders(questions: Questions, seen: Seen = unseen) {
  const reads: Reads = { log: [], seen };
  const loader = <Key, Answer>(question: Question<Key, Answer>): Loader<Key, Answer> =>
    new RequestLoader(question, reads);
  return {
    log: reads.log as ReadLog,
    state: loader(questions.state),
    roles: loader(questions.roles),
    outgoing: loader(questions.outgoing),
    incoming: loader(questions.incoming),
    relationship: loader(questions.relationship),
    predecessors: loader(questions.predecessors),
    successors: loader(questions.successors),
    holders: loader(questions.holders),
    codeList: loader(questions.codeList),
    search: loader(questions.search),
    fuzzy: loader(questions.fuzzy),
    suggest: loader(questions.suggest),
    postcode: loader(questions.postcode),
    uprn: loader(questions.uprn),
    beginning: loader(questions.beginning),
    codes: loader(questions.codes),
    findings: loader(questions.findings),
    findingsOf: loader(questions.findingsOf),
    findingCounts: loader(questions.findingCounts),
    measures: loader(questions.measures),
    measurements: loader(questions.measurements),
    measured: loader(questions.measured),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;

/** What the loaders of a request tell of their reads. */
interface Reads {
  readonly log: [string, number][];
  readonly seen: Seen;
}

const unseen: Seen = () => () => undefined;

/** Asks through a DataLoader of lists: all lists of a tick become one, and each is one promise however long it is. */
class RequestLoader<Key, Answer> implements Loader<Key, Answer> {
  private open: DataLoader<readonly Key[], readonly Answer[]> | undefined;

  constructor(
    private readonly question: Question<Key, Answer>,
    private readonly reads: Reads,
  ) {}

  load(key: Key): MaybePromise<Answer> {
    const known = this.question.get(key);
    return known === undefined ? this.ask([key]).then((answers) => answers[0] as Answer) : known;
  }

  loadMany(keys: readonly Key[]): MaybePromise<readonly Answer[]> {
    const answers = keys.map((key) => this.question.get(key));
    const missing = keys.filter((_, at) => answers[at] === undefined);
    if (missing.length === 0) return answers as Answer[];
    return this.ask(missing).then((found) => filled(answers, found));
  }

  private ask(keys: readonly Key[]): Promise<readonly Answer[]> {
    if (this.open === undefined) {
      const awaited = new Set<string>();
      this.open = new DataLoader((lists) => askTogether(this.question, lists, awaited, this.reads), UNCACHED);
    }
    return this.open.load(keys);
  }
}

/** The facts are cached below, for all requests; a batch is as long as its lists. */
const UNCACHED = { cache: false, maxBatchSize: Infinity };

function filled<Answer>(answers: readonly (Answer | undefined)[], found: readonly Answer[]): Answer[] {
  let next = 0;
  return answers.map((answer) => (answer === undefined ? (found[next++] as Answer) : answer));
}

/** All lists of a tick. A key that the request is still waiting for shares that answer and is not counted again. */
async function askTogether<Key, Answer>(
  question: Question<Key, Answer>,
  lists: readonly (readonly Key[])[],
  awaited: Set<string>,
  { log, seen }: Reads,
): Promise<(readonly Answer[] | Error)[]> {
  const distinct = new Map<string, Key>();
  for (const key of lists.flat()) distinct.set(question.idOf(key), key);
  const fresh = [...distinct.keys()].filter((id) => !awaited.has(id));
  if (fresh.length > 0) log.push([question.name, fresh.length]);
  for (const id of fresh) awaited.add(id);
  const end = seen(question.name, distinct.size);
  try {
    const answers = new Map<string, Answer>();
    const keys = [...distinct.values()];
    (await question.gather(keys)).forEach((answer, at) => answers.set(question.idOf(keys[at] as Key), answer));
    end();
    return lists.map((list) => list.map((key) => answers.get(question.idOf(key)) as Answer));
  } catch (error) {
    end(error);
    throw error;
  } finally {
    for (const id of fresh) awaited.delete(id);
  }
}
