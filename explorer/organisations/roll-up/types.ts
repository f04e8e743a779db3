import type { CommonData, MeasureInfo, OrganisationRef } from '../graphql/types';

/** Response types of roll-up.graphql and roll-up-choices.graphql. */
export interface RollUp extends Sums {
  readonly measure: { readonly name: string; readonly unit: string; readonly dates: readonly string[] } | null;
  readonly groups: readonly Group[];
  readonly unassigned: readonly Unassigned[];
  readonly multiplyAssigned: readonly OrganisationRef[];
  /** The day of the values; null without a measure. */
  readonly valuesOn: string | null;
}

/** What a figure says of its values. */
export interface Sums {
  readonly count: number;
  readonly total: number;
  readonly missing: number;
  /** Without a value only because theirs is too old. */
  readonly tooOld: number;
  /** With a value from before the day of the values. */
  readonly carriedForward: number;
  readonly underOtherCodes: number;
  /** Values of predecessors that do not count because the successor has its own. */
  readonly leftOut: number;
  readonly leftOutTotal: number;
}

export interface Group extends Sums {
  readonly organisation: OrganisationRef & { readonly moment: Moment };
  /** The dates of the values in the total, in order. */
  readonly dates: readonly string[];
}

export interface Unassigned extends Sums {
  readonly reason: string;
  readonly dates: readonly string[];
  readonly sample: readonly OrganisationRef[];
}

export interface Moment {
  readonly date: string;
  readonly basis: string;
  readonly release: string;
}

export interface RollUpOptions extends Pick<CommonData, 'views'> {
  readonly kinds: readonly { readonly kind: string; readonly rule: string }[];
  readonly measures: readonly Measure[];
}

export interface Measure extends MeasureInfo {
  readonly source: string;
  readonly dates: readonly string[];
}
