import type { OrganisationRef } from '../../graphql/types';
import type { Change } from '../types';

/** Response types of changes-below.graphql and changes-below-list.graphql. */
export interface BelowSummary {
  readonly before: { readonly name: string } | null;
  readonly after: { readonly name: string } | null;
  readonly changes: {
    readonly totalCount: number;
    readonly groupCounts: readonly { readonly group: string; readonly count: number }[];
  };
}

export interface BelowChange extends Change {
  readonly groups: readonly string[];
  readonly organisation: {
    readonly name: string;
    readonly kinds: readonly string[];
    readonly isActive: boolean;
    readonly parents: readonly OrganisationRef[];
  } | null;
}

/** The releases, the organisation, the view and the group shown; '' for all groups. */
export interface BelowParams {
  readonly from: string;
  readonly to: string;
  readonly within: string;
  readonly view: string;
  readonly group: string;
}
