import type { OrganisationSummary } from '../graphql/types';

export interface SuggestData {
  readonly suggest: readonly OrganisationSummary[];
  /** The suggestions that are practices. */
  readonly practices: readonly OrganisationSummary[];
}

const MOST = 10;
const BRANCH = 'BRANCH_SURGERY';

/**
 * The suggestions in their order, except that practices stand before branches, which often have the same name: also those that
 * branches had pushed out of the list. A branch whose code was typed stays where it is.
 */
export function practicesFirst({ suggest, practices }: SuggestData, typed: string): readonly OrganisationSummary[] {
  const code = typed.trim().toUpperCase();
  const isBranch = (each: OrganisationSummary) => each.code !== code && each.kinds.includes(BRANCH);
  const first = suggest.findIndex(isBranch);
  if (first < 0) return suggest;
  const before = suggest.slice(0, first);
  const after = suggest.slice(first);
  const listed = new Set(before.map((each) => each.code));
  const moved = practices.filter((each) => !listed.has(each.code));
  const others = after.filter((each) => !moved.some((practice) => practice.code === each.code));
  const ordered = [...moved, ...others.filter((each) => !isBranch(each)), ...others.filter(isBranch)];
  return [...before, ...ordered].slice(0, MOST);
}
