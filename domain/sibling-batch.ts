import DataLoader from 'dataloader';
import type { MaybePromise } from '../maybe-promise';

/** Asks one question about a list of codes; the answers stand in the order of the codes. */
export type AskAbout<Answer> = (codes: readonly string[]) => MaybePromise<readonly Answer[]>;

/**
 * What the fields of a request ask in one tick about several codes, asked as one list: the walks of twenty siblings go
 * up level by level side by side, not each at its own pace.
 */
export interface Together {
  /** The answers in the order of the codes. `ask` must be the same for equal questions. */
  load<Answer>(question: string, codes: readonly string[], ask: AskAbout<Answer>): Promise<readonly Answer[]>;
}

type Lists = DataLoader<readonly string[], readonly unknown[]>;

/** For one request. */
export function createTogether(): Together {
  const open = new Map<string, Lists>();
  return {
    load<Answer>(question: string, codes: readonly string[], ask: AskAbout<Answer>) {
      let lists = open.get(question);
      if (!lists) open.set(question, (lists = new DataLoader((asked) => askOnce(asked, ask), UNCACHED)));
      return lists.load(codes) as Promise<readonly Answer[]>;
    },
  };
}

const UNCACHED = { cache: false, maxBatchSize: Infinity };

async function askOnce<Answer>(lists: readonly (readonly string[])[], ask: AskAbout<Answer>): Promise<Answer[][]> {
  const codes = [...new Set(lists.flat())];
  const answers = await ask(codes);
  const byCode = new Map(codes.map((code, at) => [code, answers[at] as Answer]));
  return lists.map((list) => list.map((code) => byCode.get(code) as Answer));
}
