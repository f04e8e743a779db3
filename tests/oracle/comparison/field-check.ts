import { KINDS } from '../kinds';
import type { Moment } from '../hierarchy';
import { everHadLink, VIEWS } from '../views';
import { pick, type DrawnCase, type Population, type Random } from './draw';

/** The arguments of a field, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** How to query a field and how the oracle computes its value. */
export interface FieldCheck {
  /** A field of Organisation or Query. */
  readonly field: string;
  /** The selection of a field of Query, with `#` for the code and `%` for the moment. */
  readonly root?: string;
  /** The number of random cases, relative to those of the other fields. */
  readonly share: number;
  /** Its arguments with their types, for example `{ view: 'HierarchyView!' }`. */
  readonly types?: Readonly<Record<string, string>>;
  readonly draw?: (random: Random, drawn: DrawnCase) => Arguments;
  readonly population?: Population;
  /** How many cases one request has, if not 50. */
  readonly batch?: number;
  /** The selection, with `@` in place of the arguments. */
  readonly selection: string;
  readonly expected: (on: Moment, code: string, args: never) => unknown;
  /** Normalises the API's value where its order is not part of the contract. */
  readonly normalise?: (api: never) => unknown;
}

/** Draws a view. Three in four are views in which the organisation has a link of the direction on some day. */
const drawView =
  (direction: 'UP' | 'DOWN') =>
  (random: Random, { release, code, ...at }: DrawnCase) => {
    const below = (release.incoming.get(code) ?? []).slice(0, 20).map(({ source }) => source);
    const from = direction === 'UP' ? [code] : below;
    const suitable = VIEWS.filter((view) => from.some((each) => everHadLink(release, each, view, at)));
    return { view: suitable.length > 0 && random() < 0.75 ? pick(random, suitable) : pick(random, VIEWS) };
  };
export const drawUp = drawView('UP');
export const drawDown = drawView('DOWN');
export const drawKinds = (random: Random) =>
  random() < 0.6 ? [] : [...new Set([pick(random, KINDS), pick(random, KINDS), pick(random, ['GP_PRACTICE', 'PCN'])])];
