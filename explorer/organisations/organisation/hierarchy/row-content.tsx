import { useContext } from 'preact/hooks';
import { RouteContext, RouteLink } from '../../navigation/route-link';
import { errorText } from '../../components/error-message';
import { formatNumber, enumLabel } from '../../text/format';
import { isNode, type LoadMoreRow, type NodeRow, type Row } from './rows';
import type { Direction } from './hierarchy-query';

/** The content of a row of the tree. */
export function RowContent({ row, direction }: { readonly row: Row; readonly direction: Direction }) {
  return isNode(row) ? <NodeContent row={row} direction={direction} /> : <LoadMoreContent row={row} />;
}

const BELOW_OR_ABOVE = { DOWN: 'below', UP: 'above' };

function NodeContent({ row, direction }: { readonly row: NodeRow; readonly direction: Direction }) {
  const { moment } = useContext(RouteContext);
  const { node, expanded, repeated, loading } = row;
  const { code, name, isActive, kinds, nextLevelCount } = node;
  const facts = [
    enumLabel(kinds[0] ?? ''),
    ...(isActive ? [] : ['inactive']),
    ...(nextLevelCount > 0 ? [`${formatNumber(nextLevelCount)} ${BELOW_OR_ABOVE[direction]}`] : []),
    ...(repeated ? ['cycle, also listed above'] : []),
  ];
  return (
    <>
      <span class="tree__twist" aria-hidden="true">
        {expanded === undefined ? '' : expanded ? '▾' : '▸'}
      </span>
      <span>
        <RouteLink to={{ code, text: '', moment }} tabIndex={-1}>
          {name}
        </RouteLink>{' '}
        <span class="code">{code}</span> <small>{facts.join(', ')}</small>
        {loading ? <small> Loading…</small> : null}
      </span>
    </>
  );
}

function LoadMoreContent({ row: { remaining, loading, error } }: { readonly row: LoadMoreRow }) {
  const rest = `Show ${remaining > 100 ? `100 of the ${formatNumber(remaining)}` : remaining} more`;
  const text = error ? `${errorText(error).join(' ')} Press Enter to try again.` : rest;
  return (
    <>
      <span class="tree__twist" aria-hidden="true">
        …
      </span>
      <span class="tree__more">{loading ? 'Loading…' : text}</span>
    </>
  );
}
