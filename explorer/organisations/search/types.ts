import type { OrganisationRef, OrganisationSummary } from '../graphql/types';
import type { Opening } from '../text/opening';

/** An organisation in the search results. */
export interface SearchResult extends Omit<OrganisationSummary, 'isActive' | 'address'>, Opening {
  readonly address: {
    readonly lines: readonly string[];
    readonly town: string | null;
    readonly postcode: string | null;
  } | null;
  /** What operates it. */
  readonly parents: readonly (OrganisationRef & { readonly kinds: readonly string[] })[];
  readonly becameNow: readonly OrganisationRef[];
}

/** What became of a code that was typed. */
export interface ExactCode {
  readonly code: string;
  readonly outcome: string;
  readonly defaultCode: { readonly meaning: string } | null;
  readonly organisation: SearchResult | null;
}
