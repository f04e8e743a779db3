import DataLoader from 'dataloader';
import type { Question, Questions } from './questions';
import { when, type MaybePromise } from './when';

/** One question as a request asks it. */
export interface Loader<Key, Answer> {
  /** The answer itself when it is known, else a promise. */
  load(key: Key): MaybePromise<Answer>;
  /** The answers in the order of the keys; one promise for all of them where one is missing. */
  loadMany(keys: readonly Key[]): MaybePromise<readonly Answer[]>;
}

/** What a request asked the graph: the question and the number of distinct keys, one entry for each query of the request. */
export type ReadLog = readonly (readonly [question: string, keys: number])[];

export type Loaders = {
  readonly [Name in keyof Questions]: Questions[Name] extends Question<infer Key, infer Answer>
    ? Loader<Key, Answer>
    : never;
} & { readonly log: ReadLog };

/** The loaders of one request. */
export function createLoaders(questions: Questions): Loaders {
  const log: [string, number][] = [];
  const entries = Object.entries(questions).map(([name, question]) => [name, loader(question, log)]);
  return { ...Object.fromEntries(entries), log } as Loaders;
}

/** A DataLoader of lists: all lists of a tick become one, and each is one promise however long it is. */
function loader<Key, Answer>(question: Question<Key, Answer>, log: [string, number][]): Loader<Key, Answer> {
  let open: DataLoader<readonly Key[], readonly Answer[]> | undefined;
  const awaited = new Set<string>();
  const lists = () =>
    (open ??= new DataLoader<readonly Key[], readonly Answer[]>(
      (asked) => askTogether(question, asked, awaited, log),
      UNCACHED,
    ));
  return {
    load(key) {
      const known = question.get(key);
      return known === undefined
        ? lists()
            .load([key])
            .then((answers) => answers[0] as Answer)
        : known;
    },
    loadMany(keys) {
      const answers = keys.map((key) => question.get(key));
      const missing = keys.filter((_, at) => answers[at] === undefined);
      if (missing.length === 0) return answers as Answer[];
      return when(lists().load(missing), (found) => filled(answers, found));
    },
  };
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
  log: [string, number][],
): Promise<(readonly Answer[] | Error)[]> {
  const distinct = new Map<string, Key>();
  for (const key of lists.flat()) distinct.set(question.idOf(key), key);
  const fresh = [...distinct.keys()].filter((id) => !awaited.has(id));
  if (fresh.length > 0) log.push([question.name, fresh.length]);
  for (const id of fresh) awaited.add(id);
  try {
    const answers = new Map<string, Answer>();
    const keys = [...distinct.values()];
    (await question.gather(keys)).forEach((answer, at) => answers.set(question.idOf(keys[at] as Key), answer));
    return lists.map((list) => list.map((key) => answers.get(question.idOf(key)) as Answer));
  } finally {
    for (const id of fresh) awaited.delete(id);
  }
}
