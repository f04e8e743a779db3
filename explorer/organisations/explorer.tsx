import { useQuery } from './graphql/request';
import type { CommonData } from './graphql/types';
import COMMON from './documents/common.graphql?raw';
import { Header } from './components/header';
import { lazyPage } from './components/lazy-page';
import { MomentForm } from './components/moment-form';
import { useRoute } from './navigation/navigate';
import { NotFoundPage } from './components/not-found-page';
import { OrganisationPage } from './organisation/organisation-page';
import { RouteContext } from './navigation/route-link';
import { SearchBox } from './search/search-box';
import { SearchPage } from './search/search-page';
import type { Route } from './navigation/route';
import { WORDS } from './components/words';

const NO_VARIABLES = {};
const NOT_LOADED: CommonData = { releases: [], views: [], measures: [] };

/** The explorer: header, search box and footer, and the page of the current URL. */
export function Explorer() {
  const route = useRoute();
  const { data: common = NOT_LOADED, loading } = useQuery<CommonData>(COMMON, NO_VARIABLES);
  const isSample = common.releases.some((release) => release.isSample);
  return (
    <RouteContext.Provider value={route}>
      <a class="nhsuk-skip-link" href="#main">
        {WORDS.skip}
      </a>
      <Header isSample={isSample} />
      <main class="nhsuk-width-container nhsuk-main-wrapper nhsuk-main-wrapper--s" id="main">
        <SearchBox />
        {route.page === 'changes' || route.page === 'compare' ? null : <MomentForm releases={common.releases} />}
        <Page route={route} common={common} isReady={!loading} />
      </main>
      <Footer isSample={isSample} />
    </RouteContext.Provider>
  );
}

interface PageProps {
  readonly route: Route;
  readonly common: CommonData;
  /** Whether `common` is loaded, or could not be loaded. */
  readonly isReady: boolean;
}

function Page({ route, common, isReady }: PageProps) {
  if (route.code !== null) return <OrganisationPage code={route.code} common={common} isReady={isReady} />;
  if (route.page === 'roll-up') return <RollUpPage />;
  if (route.page === 'changes') return <ChangesPage />;
  if (route.page === 'compare') return <ComparePage />;
  if (route.page === 'enrich') return <EnrichPage />;
  if (route.page === 'list') return <ListPage />;
  if (route.page === 'help') return <HelpPage />;
  return route.page === undefined ? <SearchPage /> : <NotFoundPage />;
}

const ChangesPage = lazyPage(async () => (await import('./changes/changes-page')).ChangesPage);
const ComparePage = lazyPage(async () => (await import('./compare/compare-page')).ComparePage);
const EnrichPage = lazyPage(async () => (await import('./enrich/enrich-page')).EnrichPage);
const HelpPage = lazyPage(async () => (await import('./help/help-page')).HelpPage);
const ListPage = lazyPage(async () => (await import('./list/list-page')).ListPage);
const RollUpPage = lazyPage(async () => (await import('./roll-up/roll-up-page')).RollUpPage);

function Footer({ isSample }: { readonly isSample: boolean }) {
  return (
    <footer class="nhsuk-footer">
      <div class="nhsuk-width-container">
        <p class="nhsuk-body-s">{WORDS.licence}</p>
        {isSample && <p class="nhsuk-body-s">{WORDS.notice}</p>}
      </div>
    </footer>
  );
}
