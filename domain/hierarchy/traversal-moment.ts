import type { DateBasis } from '../../ods/periods';

/** The day, the basis and the release (its number) that a traversal reads. Every `Moment` is one. */
export interface TraversalMoment {
  readonly date: string;
  readonly basis: DateBasis;
  readonly release: { readonly number: number };
}
