import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageName, Place } from './address';
import { PlaceContext, PlaceLink } from './place-link';

/** The name of it all, and the way to each page; the moment goes along. */
export function Header() {
  const { moment } = useContext(PlaceContext);
  return (
    <header class="bar">
      <div class="nhsuk-width-container">
        <PlaceLink class="bar__name" to={{ code: null, text: '', moment }}>
          Organisation graph
        </PlaceLink>
        <p class="bar__notice">This is not an official NHS service.</p>
        <nav aria-label="Pages">
          <ul class="bar__pages">
            <Way>Organisations</Way>
            <Way page="roll-up">Roll-up</Way>
            <Way page="changes">Changes</Way>
            <li>
              <a href="/playground">Playground</a>
            </li>
          </ul>
        </nav>
      </div>
    </header>
  );
}

function Way({ page, children }: { readonly page?: PageName; readonly children: ComponentChildren }) {
  const { moment, ...place } = useContext(PlaceContext);
  const to: Place = { code: null, text: '', moment, ...(page === undefined ? {} : { page }) };
  return (
    <li>
      <PlaceLink to={to} aria-current={currentOf(page, place)}>
        {children}
      </PlaceLink>
    </li>
  );
}

/** The page itself, or true where it is one of those below it. */
function currentOf(page: PageName | undefined, place: Omit<Place, 'moment'>): 'page' | 'true' | undefined {
  if (page !== place.page) return undefined;
  return place.code === null && place.text === '' ? 'page' : 'true';
}
