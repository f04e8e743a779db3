import { useContext } from 'preact/hooks';
import { OrganisationLinks, RouteContext, RouteLink } from '../navigation/route-link';
import { decidingPeriod } from '../text/opening';
import type { SearchResult } from './types';
import { WORDS } from './words';

/** What to do with a result that is not to be entered: the successors of a closed one, the practice of a branch. */
export function NextStep({ of }: { readonly of: SearchResult }) {
  if (of.isActive) return of.kinds.includes('BRANCH_SURGERY') ? <Branch of={of} /> : null;
  if (of.becameNow.length > 0)
    return (
      <>
        {WORDS.instead}: <OrganisationLinks to={of.becameNow} />
      </>
    );
  return hasEnded(of) ? <NoSuccessor postcode={of.address?.postcode ?? null} /> : null;
}

function Branch({ of: { parents } }: { readonly of: SearchResult }) {
  if (parents.length === 0) return null;
  const practices = parents.filter(({ kinds }) => kinds.includes('GP_PRACTICE'));
  return (
    <>
      {practices.length > 0 ? WORDS.branchOf : WORDS.branchOfOther}:{' '}
      <OrganisationLinks to={practices.length > 0 ? practices : parents} />
    </>
  );
}

function NoSuccessor({ postcode }: { readonly postcode: string | null }) {
  const { moment } = useContext(RouteContext);
  const district = postcode?.split(' ')[0];
  if (district === undefined) return <>{WORDS.nobodyNear}</>;
  return (
    <>
      {WORDS.noSuccessor} <RouteLink to={{ code: null, text: district, moment }}>{district}</RouteLink>
    </>
  );
}

function hasEnded(of: SearchResult): boolean {
  const end = decidingPeriod(of)?.end ?? null;
  return end !== null && end < of.moment.date;
}
