import { useContext } from 'preact/hooks';
import { PlaceContext, PlaceLink } from '../place-link';
import { saidOf } from '../problem';
import { figure, words } from '../words';
import { isNode, type MoreRow, type NodeRow, type Row } from './rows';
import type { Direction } from './walk';

/** What a row of the tree says. */
export function RowContent({ row, direction }: { readonly row: Row; readonly direction: Direction }) {
  return isNode(row) ? <Node row={row} direction={direction} /> : <Rest row={row} />;
}

const WHERE = { DOWN: 'below', UP: 'above' };

function Node({ row, direction }: { readonly row: NodeRow; readonly direction: Direction }) {
  const { moment } = useContext(PlaceContext);
  const { node, expanded, repeated, busy } = row;
  const { code, name, isActive, kinds, further } = node;
  const facts = [
    words(kinds[0] ?? ''),
    ...(isActive ? [] : ['not active']),
    ...(further > 0 ? [`${figure(further)} ${WHERE[direction]}`] : []),
    ...(repeated ? ['stands above itself'] : []),
  ];
  return (
    <>
      <span class="tree__twist" aria-hidden="true">
        {expanded === undefined ? '' : expanded ? '▾' : '▸'}
      </span>
      <span>
        <PlaceLink to={{ code, text: '', moment }} tabIndex={-1}>
          {name}
        </PlaceLink>{' '}
        <span class="code">{code}</span> <small>{facts.join(', ')}</small>
        {busy ? <small> Loading…</small> : null}
      </span>
    </>
  );
}

function Rest({ row: { left, busy, error } }: { readonly row: MoreRow }) {
  const rest = `Show ${left > 100 ? `100 of the ${figure(left)}` : left} more`;
  const text = error ? `${saidOf(error).join(' ')} Enter asks again.` : rest;
  return (
    <>
      <span class="tree__twist" aria-hidden="true">
        …
      </span>
      <span class="tree__more">{busy ? 'Loading…' : text}</span>
    </>
  );
}
