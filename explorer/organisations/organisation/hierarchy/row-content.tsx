import { useContext } from 'preact/hooks';
import { RouteContext, RouteLink } from '../../navigation/route-link';
import { errorText } from '../../components/error-message';
import { enumLabel } from '../../text/format';
import { expandedOf, isGroup, isNode, type GroupRow, type LoadMoreRow, type NodeRow, type Row } from './model';
import type { Direction } from './settings';
import { ROW_WORDS } from './words';

interface Props {
  readonly row: Row;
  readonly direction: Direction;
  /** The unit of list sizes. */
  readonly unit: string;
}

/** The content of a row of the tree. */
export function RowContent({ row, direction, unit }: Props) {
  const expanded = expandedOf(row);
  const sign = expanded === undefined ? '' : expanded ? '▾' : '▸';
  return (
    <>
      <span class="tree__twist" aria-hidden="true">
        {isNode(row) || isGroup(row) ? sign : '…'}
      </span>
      {isNode(row) ? (
        <NodeContent row={row} direction={direction} unit={unit} />
      ) : isGroup(row) ? (
        <GroupContent row={row} />
      ) : (
        <span class="tree__more">{loadMoreText(row)}</span>
      )}
    </>
  );
}

function NodeContent({ row, direction, unit }: Omit<Props, 'row'> & { readonly row: NodeRow }) {
  const { moment } = useContext(RouteContext);
  const { node, repeated, loading } = row;
  const { code, name, isActive, kinds, nextLevelCount } = node;
  const facts = [
    enumLabel(kinds[0] ?? ''),
    ...(isActive ? [] : [ROW_WORDS.inactive]),
    ...(nextLevelCount > 0 ? [ROW_WORDS.next(nextLevelCount, direction)] : []),
    ...sizeFacts(row, unit),
    ...(repeated ? [ROW_WORDS.repeated] : []),
  ];
  return (
    <span>
      <RouteLink to={{ code, text: '', moment }} tabIndex={-1}>
        {name}
      </RouteLink>{' '}
      <span class="code">{code}</span> <small>{facts.join(', ')}</small>
      {loading ? <small> {ROW_WORDS.loading}</small> : null}
    </span>
  );
}

/** The list size with its day, or why there is none; nothing if list sizes were not asked for. */
function sizeFacts({ node: { measurement, measurementMissing } }: NodeRow, unit: string): string[] {
  if (measurement === undefined) return [];
  return [measurement ? ROW_WORDS.size(measurement, unit) : ROW_WORDS.noSize(measurementMissing)];
}

function GroupContent({ row: { group, matches } }: { readonly row: GroupRow }) {
  return (
    <span>
      <strong>{ROW_WORDS.group(group.kind)}</strong> <span>{ROW_WORDS.groupCount(group.count, matches)}</span>
    </span>
  );
}

function loadMoreText({ remaining, loaded, loading, error }: LoadMoreRow): string {
  if (error) return `${errorText(error).join(' ')} ${ROW_WORDS.tryAgain}`;
  if (!loading) return ROW_WORDS.more(remaining);
  return loaded === 0 ? ROW_WORDS.loading : ROW_WORDS.loadingOf(loaded, loaded + remaining);
}
