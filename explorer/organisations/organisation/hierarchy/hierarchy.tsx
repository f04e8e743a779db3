import type { CommonData, Organisation } from '../../graphql/types';
import { enumLabel } from '../../text/format';
import { HierarchyView } from './hierarchy-view';
import { Select } from './select';
import type { Direction, TreeSettings } from './settings';
import { useSettings } from './use-settings';
import { WORDS } from './words';

interface Props {
  readonly organisation: Organisation;
  readonly views: CommonData['views'];
  readonly measures: CommonData['measures'];
}

/** The hierarchy of an organisation as a tree, a diagram or a table, with a choice of view and direction. */
export function Hierarchy({ organisation, views, measures }: Props) {
  const [settings, change] = useSettings();
  const { direction, view, directions, viewsWithCounts } = viewAndDirection(organisation, views, settings);
  if (views.length === 0) return null;
  return (
    <section aria-labelledby="hierarchy">
      <h2 class="nhsuk-heading-m" id="hierarchy">
        {WORDS.title}
      </h2>
      {view === undefined ? (
        <p>{WORDS.nothing(organisation.moment.date)}</p>
      ) : (
        <>
          <div class="choices">
            <Select
              name={WORDS.direction}
              id="direction"
              value={direction}
              options={directions.map((value) => ({ value, text: WORDS.directions[value] }))}
              onChange={(value) => change({ direction: value as Direction, open: '' })}
            />
            <Select
              name={WORDS.view}
              id="view"
              value={view.view}
              options={viewsWithCounts.map((one) => ({ value: one.view, text: WORDS.viewOption(one.view, one.count) }))}
              onChange={(value) => change({ view: value, open: '' })}
            />
          </div>
          <p class="nhsuk-hint">{view.description}</p>
          <NotAsAsked settings={settings} direction={direction} view={view.view} />
          <HierarchyView
            organisation={organisation}
            view={view.view}
            nextLevelCount={view.count}
            direction={direction}
            settings={settings}
            measures={measures}
            change={change}
          />
        </>
      )}
    </section>
  );
}

/** The view and direction of the address; in place of what has no organisations, the first that has some. */
function viewAndDirection(organisation: Organisation, views: CommonData['views'], settings: TreeSettings) {
  const viewsIn = (towards: Direction) =>
    views.map((one) => ({ ...one, count: countOf(organisation, one.view, towards) })).filter(({ count }) => count > 0);
  const directions = DIRECTIONS.filter((direction) => viewsIn(direction).length > 0);
  const direction = directions.find((one) => one === settings.direction) ?? directions[0] ?? 'DOWN';
  const viewsWithCounts = viewsIn(direction);
  const view = viewsWithCounts.find((one) => one.view === settings.view) ?? viewsWithCounts[0];
  return { directions, direction, viewsWithCounts, view };
}

const DIRECTIONS: readonly Direction[] = ['DOWN', 'UP'];

/** Number of children or parents in a view. The query has one field per view and direction, for example `childrenNetwork`. */
function countOf(organisation: Organisation, view: string, direction: Direction): number {
  const fields = organisation as unknown as Readonly<Record<string, number | readonly unknown[] | undefined>>;
  const value = fields[`${direction === 'DOWN' ? 'children' : 'parents'}${enumLabel(view)}`] ?? 0;
  return typeof value === 'number' ? value : value.length;
}

/** Says that a view or direction of the address has no organisations here. */
function NotAsAsked({
  settings,
  direction,
  view,
}: Record<'settings', TreeSettings> & Record<'direction' | 'view', string>) {
  if (settings.direction !== '' && settings.direction !== direction)
    return <p>{WORDS.otherDirection(settings.direction)}</p>;
  return settings.view === '' || settings.view === view ? null : <p>{WORDS.otherView(settings.view, view)}</p>;
}
