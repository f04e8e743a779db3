import { useContext } from 'preact/hooks';
import { useAnswer } from './ask';
import type { Frame } from './answers';
import FRAME from './documents/frame.graphql?raw';
import { MomentForm } from './moment-form';
import { usePlace } from './navigation';
import { OrganisationPage } from './organisation-page';
import { PlaceContext, PlaceLink } from './place-link';
import { SearchBox } from './search-box';
import { StartPage } from './start-page';

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
        <MomentForm releases={frame.releases} />
        {place.code === null ? <StartPage /> : <OrganisationPage code={place.code} frame={frame} />}
      </main>
      <Footer />
    </PlaceContext.Provider>
  );
}

function Header() {
  const { moment } = useContext(PlaceContext);
  return (
    <header class="bar">
      <div class="nhsuk-width-container">
        <PlaceLink class="bar__name" to={{ code: null, text: '', moment }}>
          Organisation graph
        </PlaceLink>
        <p class="bar__notice">This is not an official NHS service.</p>
      </div>
    </header>
  );
}

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
