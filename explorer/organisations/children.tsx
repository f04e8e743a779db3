import { useContext, useState } from 'preact/hooks';
import { asOf } from './address';
import type { Frame, Listed, Organisation, Page } from './answers';
import CHILDREN from './documents/children.graphql?raw';
import { Listing } from './listing';
import { More, usePaged } from './paged';
import { PlaceContext } from './place-link';
import { Problem } from './problem';
import { words } from './words';

interface Shown {
  readonly organisation: Organisation;
  readonly views: Frame['views'];
}

/** What lies one level below, in a view to choose. */
export function Children({ organisation, views }: Shown) {
  const counted = views.map(({ view }) => ({ view, count: childCount(organisation, view) }));
  const filled = counted.filter(({ count }) => count > 0);
  const [chosen, setChosen] = useState('');
  const view = filled.find((one) => one.view === chosen)?.view ?? filled[0]?.view;
  return (
    <section aria-labelledby="children">
      <h2 class="nhsuk-heading-m" id="children">
        Below it
      </h2>
      {view === undefined ? (
        <p>Nothing lies below it in any view.</p>
      ) : (
        <>
          <label class="nhsuk-label" for="view">
            View
          </label>
          <select class="nhsuk-select" id="view" onChange={(event) => setChosen(event.currentTarget.value)}>
            {filled.map((one) => (
              <option key={one.view} value={one.view} selected={one.view === view}>
                {words(one.view)} ({one.count})
              </option>
            ))}
          </select>
          <p class="nhsuk-hint">{views.find((one) => one.view === view)?.description}</p>
          <ChildrenIn code={organisation.code} view={view} />
        </>
      )}
    </section>
  );
}

/** The count of a view stands in a field of its own. */
function childCount(organisation: Organisation, view: string): number {
  return (organisation as unknown as Record<string, number>)[`children${words(view)}`] ?? 0;
}

type Answer = { readonly organisation: { readonly children: Page<Listed> } | null };

function ChildrenIn({ code, view }: { readonly code: string; readonly view: string }) {
  const { moment } = useContext(PlaceContext);
  const children = usePaged<Answer, Listed>(
    CHILDREN,
    { code, view, asOf: asOf(moment) },
    ({ organisation }) => organisation?.children,
  );
  return (
    <>
      {children.error ? <Problem error={children.error} /> : null}
      <Listing caption={`Children, ${words(view).toLowerCase()}`} of={children.nodes} />
      <More of={children} what="organisations below" />
    </>
  );
}
