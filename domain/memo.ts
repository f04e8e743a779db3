import type { Reads } from '../graph/read-side';
import { when, type MaybePromise } from '../maybe-promise';
import type { Moment } from './moment';

/**
 * Lists that follow from the facts of a release at a moment, for example a trust's active sites by name. Facts of a
 * release never change, so neither does what follows from them: a list is made once, kept under what was asked, and
 * given up only for want of room. This is what makes a warm walk cheap: the work for a list is done once, not once for
 * each request.
 */
export interface Derived {
  /** The list kept under a question about a code, or the one that `make` makes. It is shared: it must not be changed. */
  list<Item>(
    question: string,
    code: string,
    at: Moment,
    make: () => MaybePromise<readonly Item[]>,
  ): MaybePromise<readonly Item[]>;
}

/** Items of all lists together; about 120 bytes each, so some 60 MB. */
const MOST_ITEMS = 500_000;
const OVERHEAD_ITEMS = 4;

const known = new WeakMap<Reads, Derived>();

/** The derived lists of a process, one set for each graph that it reads. */
export function derivedFrom(reads: Reads): Derived {
  let derived = known.get(reads);
  if (!derived) known.set(reads, (derived = createDerived(MOST_ITEMS)));
  return derived;
}

/** Lists by code. */
type Shelf = Map<string, readonly unknown[]>;

/** Shelves by question and moment. */
interface Generation {
  readonly shelves: Map<string, Shelf>;
  items: number;
}

/** Lists of together at most so many items: two generations of half as many, the older one given up as a whole. */
export function createDerived(mostItems: number): Derived {
  let [young, old]: [Generation, Generation] = [empty(), empty()];
  let opened = new WeakMap<Moment, Map<string, Shelf>>();

  /** The shelf of a question at a moment; a moment remembers its own, because long keys are slow to compare. */
  function shelfOf(question: string, at: Moment): Shelf {
    let ofMoment = opened.get(at);
    if (!ofMoment) opened.set(at, (ofMoment = new Map()));
    let shelf = ofMoment.get(question);
    if (!shelf) ofMoment.set(question, (shelf = placed(young.shelves, `${at.text} ${question}`)));
    return shelf;
  }

  function keep(question: string, code: string, at: Moment, items: readonly unknown[]): void {
    young.items += items.length + OVERHEAD_ITEMS;
    if (young.items > mostItems / 2) {
      [young, old] = [empty(), young];
      opened = new WeakMap();
    }
    shelfOf(question, at).set(code, items);
  }

  return {
    list<Item>(question: string, code: string, at: Moment, make: () => MaybePromise<readonly Item[]>) {
      const kept = shelfOf(question, at).get(code);
      if (kept) return kept as readonly Item[];
      const older = old.shelves.get(`${at.text} ${question}`)?.get(code);
      return when(older ? (older as readonly Item[]) : make(), (items) => {
        keep(question, code, at, items);
        return items;
      });
    },
  };
}

function empty(): Generation {
  return { shelves: new Map(), items: 0 };
}

function placed(shelves: Map<string, Shelf>, key: string): Shelf {
  let shelf = shelves.get(key);
  if (!shelf) shelves.set(key, (shelf = new Map()));
  return shelf;
}
