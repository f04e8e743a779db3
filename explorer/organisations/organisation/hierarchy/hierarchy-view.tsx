import { useContext } from 'preact/hooks';
import { asOfArgument, csvExportUrl } from '../../navigation/route';
import type { MeasureInfo, Organisation } from '../../graphql/types';
import { Disclosure } from '../../components/disclosure';
import { GraphqlSource } from '../../graphql/graphql-source';
import { LazyPicture } from '../picture/lazy-picture';
import { RouteContext } from '../../navigation/route-link';
import { Children } from './children';
import { Controls } from './controls';
import { DOCUMENTS, variablesOf, type HierarchyQuery } from './api-source';
import type { TreeNode } from './model';
import type { Direction, TreeSettings } from './settings';
import { Tree } from './tree';
import { useTree } from './use-tree';
import { WORDS } from './words';

interface SettingsProps {
  readonly settings: TreeSettings;
  change(settings: Partial<TreeSettings>): void;
}

interface Props extends SettingsProps {
  readonly organisation: Organisation;
  readonly view: string;
  readonly nextLevelCount: number;
  readonly direction: Direction;
  readonly measures: readonly MeasureInfo[];
}

/** The tree of one view and direction, with its diagram and its table. */
export function HierarchyView({ organisation, view, nextLevelCount, direction, measures, ...choice }: Props) {
  const { moment } = useContext(RouteContext);
  const { code, name, isActive, kinds } = organisation;
  const measure = measures.find(({ id }) => id === LIST_SIZE);
  const withSizes = choice.settings.sort === 'size' && direction === 'DOWN';
  const query = { view, direction, asOf: asOfArgument(moment), measure: withSizes ? measure?.id : undefined };
  const label = WORDS.treeName(direction, name, view);
  return (
    <>
      <TreeWithControls
        key={JSON.stringify([code, view, direction, query.asOf])}
        root={{ code, name, isActive, kinds, nextLevelCount }}
        query={query}
        name={label}
        measure={measure}
        {...choice}
      />
      <Disclosure
        key={`picture ${view} ${direction}`}
        summary={WORDS.diagram}
        content={() => <LazyPicture code={code} view={view} direction={direction} name={label} />}
      />
      {direction === 'DOWN' ? (
        <>
          <Disclosure summary={WORDS.table} content={() => <Children key={view} code={code} view={view} />} />
          <p>
            <a
              class="nhsuk-button nhsuk-button--secondary"
              href={csvExportUrl({ within: code, view }, moment)}
              download
            >
              {WORDS.csv}
            </a>
          </p>
        </>
      ) : null}
      <GraphqlSource what={WORDS.source} document={DOCUMENTS[direction]} variables={variablesOf(code, query)} />
    </>
  );
}

const LIST_SIZE = 'gp-list-size';

interface TreeProps extends SettingsProps {
  readonly root: TreeNode;
  readonly query: HierarchyQuery;
  readonly name: string;
  readonly measure: MeasureInfo | undefined;
}

/** A tree with its filter, order and groups. Upwards there are few organisations, so it has none of them. */
function TreeWithControls({ root, query, name, measure, settings, change }: TreeProps) {
  const down = query.direction === 'DOWN';
  const used: TreeSettings = down ? settings : { ...settings, sort: 'name', filter: '', open: '' };
  const isGrouped = down && settings.group === 'kind';
  const tree = useTree(root, query, { isGrouped, sort: used.sort, filter: used.filter, open: used.open });
  return (
    <>
      {down ? <Controls settings={used} state={tree.state} hasSizes={measure !== undefined} change={change} /> : null}
      <Tree tree={tree} query={query} settings={used} name={name} unit={measure?.unit ?? ''} />
    </>
  );
}
