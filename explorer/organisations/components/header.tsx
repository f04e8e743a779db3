import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageName, Route } from '../navigation/route';
import { RouteContext, RouteLink } from '../navigation/route-link';

export const NOT_OFFICIAL = 'This is not an official NHS service.';

/**
 * The page header with links to every page; the links keep the moment. Where only the sample is loaded it says so, in the place of
 * the other notice, which the footer then has, so that nothing moves.
 */
export function Header({ isSample }: { readonly isSample: boolean }) {
  const { moment } = useContext(RouteContext);
  return (
    <header class="bar">
      <div class="nhsuk-width-container">
        <RouteLink class="bar__name" to={{ code: null, text: '', moment }}>
          Organisation graph
        </RouteLink>
        <p class={isSample ? 'bar__notice bar__notice--demo' : 'bar__notice'}>
          {isSample ? 'Demo data: all of it is invented.' : NOT_OFFICIAL}
        </p>
        <nav aria-label="Pages">
          <ul class="bar__pages">
            <PageLink>Organisations</PageLink>
            <PageLink page="roll-up">Roll-up</PageLink>
            <PageLink page="changes">Changes</PageLink>
            <PageLink page="list">List</PageLink>
            <PageLink page="enrich">Add columns</PageLink>
            <li>
              <a href="/playground">Playground</a>
            </li>
          </ul>
        </nav>
      </div>
    </header>
  );
}

function PageLink({ page, children }: { readonly page?: PageName; readonly children: ComponentChildren }) {
  const { moment, ...route } = useContext(RouteContext);
  const to: Route = { code: null, text: '', moment, ...(page === undefined ? {} : { page }) };
  return (
    <li>
      <RouteLink to={to} aria-current={ariaCurrent(page, route)}>
        {children}
      </RouteLink>
    </li>
  );
}

/** 'page' for the current page, 'true' for the section that the current page is in. */
function ariaCurrent(page: PageName | undefined, route: Omit<Route, 'moment'>): 'page' | 'true' | undefined {
  if (page !== route.page) return undefined;
  return route.code === null && route.text === '' ? 'page' : 'true';
}
