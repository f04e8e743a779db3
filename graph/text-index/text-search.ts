import type { WorkBudget } from '../../work-budget';
import type { SearchQuery } from '../../ods/search-query';
import { explain, type Explanation } from './explain';
import type { Results } from './results';
import type { Texts } from './texts';

interface Searchable {
  readonly texts: Texts;
  findWhole(query: SearchQuery, release: number): Generator<number, Results, void>;
  findNear(query: SearchQuery, release: number): Generator<number, Results, void>;
}

/** One text searched in one release. Results are computed when they are first asked for, within the budget of that request. */
export class TextSearch {
  private whole: Results | undefined;
  private near: Results | undefined;

  constructor(
    private readonly index: Searchable,
    readonly query: SearchQuery,
    private readonly release: number,
  ) {}

  /** Returns the codes of the organisations that match the words as typed, best match first. */
  async codes(work: WorkBudget): Promise<readonly string[]> {
    return (await this.findWhole(work)).codes();
  }

  /** Returns the codes of those that match with typing errors in some words. */
  async similarCodes(work: WorkBudget): Promise<readonly string[]> {
    return (await this.findNear(work)).codes();
  }

  /** Explains why an organisation was found; null if it was not. */
  async explain(code: string, work: WorkBudget): Promise<Explanation | null> {
    const { texts } = this.index;
    return explain(code, await this.findWhole(work), texts) ?? explain(code, await this.findNear(work), texts);
  }

  private async findWhole(work: WorkBudget): Promise<Results> {
    return (this.whole ??= await withPauses(this.index.findWhole(this.query, this.release), work));
  }

  private async findNear(work: WorkBudget): Promise<Results> {
    return (this.near ??= await withPauses(this.index.findNear(this.query, this.release), work));
  }
}

/** Computes what is found step by step, and pauses when the budget says so. */
export async function withPauses<Result>(steps: Generator<number, Result, void>, work: WorkBudget): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    const paused = work.pause(value);
    if (paused) await paused;
  }
}
