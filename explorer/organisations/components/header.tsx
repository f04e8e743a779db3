import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageName, Route } from '../navigation/route';
import { RouteContext, RouteLink } from '../navigation/route-link';
import { WORDS } from './words';

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
          {WORDS.product}
        </RouteLink>
        <p class={isSample ? 'bar__notice bar__notice--demo' : 'bar__notice'}>{isSample ? WORDS.demo : WORDS.notice}</p>
        <nav aria-label={WORDS.pages}>
          <ul class="bar__pages">
            <PageLink>{WORDS.organisations}</PageLink>
            <PageLink page="roll-up">{WORDS.rollUp}</PageLink>
            <PageLink page="changes">{WORDS.changes}</PageLink>
            <PageLink page="list">{WORDS.list}</PageLink>
            <PageLink page="enrich">{WORDS.enrich}</PageLink>
            <li>
              <a href="/playground">{WORDS.playground}</a>
            </li>
            <PageLink page="help">{WORDS.glossary}</PageLink>
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
