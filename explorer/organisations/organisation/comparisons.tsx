import { useContext } from 'preact/hooks';
import type { Organisation } from '../graphql/types';
import { RouteContext, RouteLink } from '../navigation/route-link';

const WORDS = {
  compare: 'Compare with another day or release',
  below: 'What changed below it between two releases',
} as const;

const VIEWS = ['Reporting', 'Commissioning', 'Operation', 'Network', 'Geography', 'Constituency', 'Direction'];

/** Links to the comparison of the organisation with another moment, and to what changed below it if anything is. They keep the moment. */
export function Comparisons({ organisation }: { readonly organisation: Organisation }) {
  const { code, moment } = organisation;
  const { moment: chosen } = useContext(RouteContext);
  const view = VIEWS.find(
    (each) => Number((organisation as unknown as Record<string, unknown>)[`children${each}`]) > 0,
  );
  const to = { toRelease: moment.release, toDate: chosen.date, toBasis: chosen.basis };
  const route = { code: null, text: '', moment: chosen } as const;
  return (
    <ul class="nhsuk-list">
      <li>
        <RouteLink to={{ ...route, page: 'compare', params: { code, ...to } }}>{WORDS.compare}</RouteLink>
      </li>
      {view === undefined ? null : (
        <li>
          <RouteLink to={{ ...route, page: 'changes', params: { within: code, view: view.toUpperCase() } }}>
            {WORDS.below}
          </RouteLink>
        </li>
      )}
    </ul>
  );
}
