import { useAnswer } from './ask';
import type { Frame } from './answers';
import FRAME from './documents/frame.graphql?raw';
import { Header } from './header';
import { lazily } from './lazily';
import { MomentForm } from './moment-form';
import { usePlace } from './navigation';
import { NowherePage } from './nowhere-page';
import { OrganisationPage } from './organisation-page';
import { PlaceContext } from './place-link';
import { SearchBox } from './search-box';
import { StartPage } from './start-page';
import type { Place } from './address';

const NOTHING = {};
const UNKNOWN: Frame = { releases: [], views: [], measures: [] };

/** The whole explorer: the frame that stays, and the page that its address asks for. */
export function Explorer() {
  const place = usePlace();
  const { data: frame = UNKNOWN } = useAnswer<Frame>(FRAME, NOTHING);
  return (
    <PlaceContext.Provider value={place}>
      <a class="nhsuk-skip-link" href="#main">
        Skip to main content
      </a>
      <Header />
      <main class="nhsuk-width-container nhsuk-main-wrapper nhsuk-main-wrapper--s" id="main">
        <SearchBox />
        {place.page === 'changes' ? null : <MomentForm releases={frame.releases} />}
        <Page place={place} frame={frame} />
      </main>
      <Footer />
    </PlaceContext.Provider>
  );
}

function Page({ place, frame }: { readonly place: Place; readonly frame: Frame }) {
  if (place.code !== null) return <OrganisationPage code={place.code} frame={frame} />;
  if (place.page === 'roll-up') return <RollUpPage />;
  if (place.page === 'changes') return <ChangesPage />;
  return place.page === undefined ? <StartPage /> : <NowherePage />;
}

const ChangesPage = lazily(async () => (await import('./changes/changes-page')).ChangesPage);
const RollUpPage = lazily(async () => (await import('./roll-up/roll-up-page')).RollUpPage);

function Footer() {
  return (
    <footer class="nhsuk-footer">
      <div class="nhsuk-width-container">
        <p class="nhsuk-body-s">
          Answers from published releases contain information from NHS England, licensed under the current version of
          the Open Government Licence. Organisations whose codes begin with ZX are invented.
        </p>
      </div>
    </footer>
  );
}
