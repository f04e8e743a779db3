import { useContext, useState } from 'preact/hooks';
import { asOfArgument, csvExportUrl } from '../../navigation/route';
import type { CommonData, Organisation } from '../../graphql/types';
import { Disclosure } from '../../components/disclosure';
import { GraphqlSource } from '../../graphql/graphql-source';
import { LazyPicture } from '../picture/lazy-picture';
import { RouteContext } from '../../navigation/route-link';
import { enumLabel } from '../../text/format';
import { Children } from './children';
import { Tree } from './tree';
import { DOCUMENTS } from './use-tree';
import type { Direction } from './hierarchy-query';

interface Props {
  readonly organisation: Organisation;
  readonly views: CommonData['views'];
}

/** The hierarchy of an organisation as a tree, a diagram or a table, with a choice of view and direction. */
export function Hierarchy({ organisation, views }: Props) {
  const { direction, view, directions, viewsWithCounts, setDirection, setView } = useViewAndDirection(
    organisation,
    views,
  );
  if (views.length === 0) return null;
  return (
    <section aria-labelledby="hierarchy">
      <h2 class="nhsuk-heading-m" id="hierarchy">
        Hierarchy
      </h2>
      {view === undefined ? (
        <p>It has no parents or children in any view.</p>
      ) : (
        <>
          <div class="choices">
            <Select name="Direction" id="direction" value={direction} options={directions} onChange={setDirection} />
            <Select
              name="View"
              id="view"
              value={view.view}
              options={viewsWithCounts.map(viewOption)}
              onChange={setView}
            />
          </div>
          <p class="nhsuk-hint">{view.description}</p>
          <HierarchyView
            organisation={organisation}
            view={view.view}
            nextLevelCount={view.count}
            direction={direction}
          />
        </>
      )}
    </section>
  );
}

/** The selected view and direction; by default the first with any organisations. */
function useViewAndDirection(organisation: Organisation, views: CommonData['views']) {
  const [selected, setSelected] = useState<{ direction?: Direction; view?: string }>({});
  const viewsIn = (towards: Direction) =>
    views.map((one) => ({ ...one, count: countOf(organisation, one.view, towards) })).filter(({ count }) => count > 0);
  const directions = DIRECTIONS.filter(({ value }) => viewsIn(value).length > 0);
  const direction =
    directions.find(({ value }) => value === selected.direction)?.value ?? directions[0]?.value ?? 'DOWN';
  const viewsWithCounts = viewsIn(direction);
  return {
    directions,
    direction,
    viewsWithCounts,
    view: viewsWithCounts.find(({ view }) => view === selected.view) ?? viewsWithCounts[0],
    setDirection: (value: string) => setSelected((current) => ({ ...current, direction: value as Direction })),
    setView: (view: string) => setSelected((current) => ({ ...current, view })),
  };
}

const DIRECTIONS: readonly { readonly value: Direction; readonly text: string }[] = [
  { value: 'DOWN', text: 'Children' },
  { value: 'UP', text: 'Parents' },
];

const viewOption = ({ view, count }: { readonly view: string; readonly count: number }) => ({
  value: view,
  text: `${enumLabel(view)} (${count})`,
});

/** Number of children or parents in a view. The query has one field per view and direction, for example `childrenNetwork`. */
function countOf(organisation: Organisation, view: string, direction: Direction): number {
  const fields = organisation as unknown as Readonly<Record<string, number | readonly unknown[] | undefined>>;
  const value = fields[`${direction === 'DOWN' ? 'children' : 'parents'}${enumLabel(view)}`] ?? 0;
  return typeof value === 'number' ? value : value.length;
}

interface SelectProps {
  readonly name: string;
  readonly id: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  onChange(value: string): void;
}

function Select({ name, id, value, options, onChange }: SelectProps) {
  return (
    <div>
      <label class="nhsuk-label" for={id}>
        {name}
      </label>
      <select class="nhsuk-select" id={id} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === value}>
            {one.text}
          </option>
        ))}
      </select>
    </div>
  );
}

interface HierarchyViewProps {
  readonly organisation: Organisation;
  readonly view: string;
  readonly nextLevelCount: number;
  readonly direction: Direction;
}

function HierarchyView({ organisation, view, nextLevelCount, direction }: HierarchyViewProps) {
  const { moment } = useContext(RouteContext);
  const { code, name, isActive, kinds } = organisation;
  const query = { view, direction, asOf: asOfArgument(moment) };
  const label = `${direction === 'DOWN' ? 'Below' : 'Above'} ${name}, ${enumLabel(view).toLowerCase()}`;
  return (
    <>
      <Tree
        key={JSON.stringify([code, query])}
        root={{ code, name, isActive, kinds, nextLevelCount }}
        query={query}
        name={label}
      />
      <Disclosure
        key={`picture ${view} ${direction}`}
        summary="Diagram of the hierarchy"
        content={() => <LazyPicture code={code} view={view} direction={direction} name={label} />}
      />
      {direction === 'DOWN' ? (
        <>
          <Disclosure summary="Table of children" content={() => <Children key={view} code={code} view={view} />} />
          <p>
            <a
              class="nhsuk-button nhsuk-button--secondary"
              href={csvExportUrl({ within: code, view }, moment)}
              download
            >
              Download all descendants as CSV
            </a>
          </p>
        </>
      ) : null}
      <GraphqlSource
        what="One level of the tree"
        document={DOCUMENTS[direction]}
        variables={{ code, view, asOf: query.asOf }}
      />
    </>
  );
}
