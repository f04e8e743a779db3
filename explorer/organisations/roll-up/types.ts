import type { CommonData, MeasureInfo, OrganisationRef } from '../graphql/types';

/** Response types of roll-up.graphql and roll-up-choices.graphql. */
export interface RollUp {
  readonly measure: { readonly name: string; readonly unit: string; readonly dates: readonly string[] } | null;
  readonly groups: readonly Group[];
  readonly unassigned: readonly Unassigned[];
  readonly multiplyAssigned: readonly OrganisationRef[];
  readonly total: number;
  readonly count: number;
  readonly missing: number;
}

export interface Group {
  readonly organisation: OrganisationRef & { readonly moment: Moment };
  readonly count: number;
  readonly total: number;
  readonly missing: number;
  /** The dates of the values in the total, in order. */
  readonly dates: readonly string[];
}

export interface Unassigned {
  readonly reason: string;
  readonly count: number;
  readonly total: number;
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
