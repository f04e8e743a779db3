import type { Frame, MeasureNamed, Named } from '../answers';

/** What roll-up.graphql and roll-up-choices.graphql are answered with. */
export interface RollUp {
  readonly measure: { readonly name: string; readonly unit: string } | null;
  readonly groups: readonly Group[];
  readonly unassigned: readonly Unassigned[];
  readonly multiplyAssigned: readonly Named[];
  readonly total: number;
  readonly count: number;
  readonly missing: number;
}

export interface Group {
  readonly organisation: Named & { readonly moment: Moment };
  readonly count: number;
  readonly total: number;
  readonly missing: number;
}

export interface Unassigned {
  readonly reason: string;
  readonly count: number;
  readonly total: number;
  readonly sample: readonly Named[];
}

export interface Moment {
  readonly date: string;
  readonly basis: string;
  readonly release: string;
}

export interface Choices extends Pick<Frame, 'views'> {
  readonly kinds: readonly { readonly kind: string; readonly rule: string }[];
  readonly measures: readonly Measure[];
}

export interface Measure extends MeasureNamed {
  readonly source: string;
  readonly dates: readonly string[];
}
