import { useContext, useState } from 'preact/hooks';
import { asOf, exportAddressOf } from '../address';
import type { Frame, Organisation } from '../answers';
import { Disclosure } from '../disclosure';
import { GraphqlOf } from '../graphql-of';
import { LazyPicture } from '../picture/lazy-picture';
import { PlaceContext } from '../place-link';
import { words } from '../words';
import { Children } from './children';
import { Tree } from './tree';
import { DOCUMENTS } from './use-tree';
import type { Direction } from './walk';

interface Shown {
  readonly organisation: Organisation;
  readonly views: Frame['views'];
}

/** The hierarchies that it stands in: in a view and a direction to choose, as a tree and as a table. */
export function Branch({ organisation, views }: Shown) {
  const { direction, view, directions, filled, setDirection, setView } = useChoice(organisation, views);
  if (views.length === 0) return null;
  return (
    <section aria-labelledby="branch">
      <h2 class="nhsuk-heading-m" id="branch">
        Below it and above it
      </h2>
      {view === undefined ? (
        <p>Nothing lies below it or above it in any view.</p>
      ) : (
        <>
          <div class="choices">
            <Choice name="Direction" id="direction" value={direction} values={directions} choose={setDirection} />
            <Choice name="View" id="view" value={view.view} values={filled.map(labelled)} choose={setView} />
          </div>
          <p class="nhsuk-hint">{view.description}</p>
          <InView organisation={organisation} view={view.view} further={view.count} direction={direction} />
        </>
      )}
    </section>
  );
}

/** The view and the direction chosen; until somebody chooses, the first ones in which there is something. */
function useChoice(organisation: Organisation, views: Frame['views']) {
  const [chosen, setChosen] = useState<{ direction?: Direction; view?: string }>({});
  const filledIn = (towards: Direction) =>
    views.map((one) => ({ ...one, count: countOf(organisation, one.view, towards) })).filter(({ count }) => count > 0);
  const directions = DIRECTIONS.filter(({ value }) => filledIn(value).length > 0);
  const direction = directions.find(({ value }) => value === chosen.direction)?.value ?? directions[0]?.value ?? 'DOWN';
  const filled = filledIn(direction);
  return {
    directions,
    direction,
    filled,
    view: filled.find(({ view }) => view === chosen.view) ?? filled[0],
    setDirection: (value: string) => setChosen((now) => ({ ...now, direction: value as Direction })),
    setView: (view: string) => setChosen((now) => ({ ...now, view })),
  };
}

const DIRECTIONS: readonly { readonly value: Direction; readonly text: string }[] = [
  { value: 'DOWN', text: 'Below it' },
  { value: 'UP', text: 'Above it' },
];

const labelled = ({ view, count }: { readonly view: string; readonly count: number }) => ({
  value: view,
  text: `${words(view)} (${count})`,
});

/** How many stand one level further in a view: children and parents of a view stand in fields of their own. */
function countOf(organisation: Organisation, view: string, direction: Direction): number {
  const fields = organisation as unknown as Readonly<Record<string, number | readonly unknown[] | undefined>>;
  const found = fields[`${direction === 'DOWN' ? 'children' : 'parents'}${words(view)}`] ?? 0;
  return typeof found === 'number' ? found : found.length;
}

interface ChoiceShown {
  readonly name: string;
  readonly id: string;
  readonly value: string;
  readonly values: readonly { readonly value: string; readonly text: string }[];
  choose(value: string): void;
}

function Choice({ name, id, value, values, choose }: ChoiceShown) {
  return (
    <div>
      <label class="nhsuk-label" for={id}>
        {name}
      </label>
      <select class="nhsuk-select" id={id} onChange={(event) => choose(event.currentTarget.value)}>
        {values.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === value}>
            {one.text}
          </option>
        ))}
      </select>
    </div>
  );
}

interface Chosen {
  readonly organisation: Organisation;
  readonly view: string;
  readonly further: number;
  readonly direction: Direction;
}

function InView({ organisation, view, further, direction }: Chosen) {
  const { moment } = useContext(PlaceContext);
  const { code, name, isActive, kinds } = organisation;
  const walk = { view, direction, asOf: asOf(moment) };
  const what = `${direction === 'DOWN' ? 'Below' : 'Above'} ${name}, ${words(view).toLowerCase()}`;
  return (
    <>
      <Tree
        key={JSON.stringify([code, walk])}
        root={{ code, name, isActive, kinds, further }}
        walk={walk}
        name={what}
      />
      <Disclosure
        key={`picture ${view} ${direction}`}
        summary="The whole branch as a picture"
        content={() => <LazyPicture code={code} view={view} direction={direction} name={what} />}
      />
      {direction === 'DOWN' ? (
        <>
          <Disclosure
            summary="The level below it as a table"
            content={() => <Children key={view} code={code} view={view} />}
          />
          <p>
            <a
              class="nhsuk-button nhsuk-button--secondary"
              href={exportAddressOf({ within: code, view }, moment)}
              download
            >
              Download all below it, at any depth, as CSV
            </a>
          </p>
        </>
      ) : null}
      <GraphqlOf
        what="A level of the tree"
        document={DOCUMENTS[direction]}
        variables={{ code, view, asOf: walk.asOf }}
      />
    </>
  );
}
