import type { ComponentChildren, RefObject } from 'preact';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { navigate } from '../../navigation/navigate';
import { RouteContext } from '../../navigation/route-link';
import type { HierarchyQuery } from './api-source';
import { expandedOf, isGroup, isNode, type Row } from './model';
import { RowContent } from './row-content';
import type { TreeSettings } from './settings';
import { statusText } from './status';
import { useKeyboard } from './use-keyboard';
import type { useTree } from './use-tree';
import { useVirtualRows } from './use-virtual-rows';

interface Props {
  readonly tree: ReturnType<typeof useTree>;
  readonly query: HierarchyQuery;
  readonly settings: TreeSettings;
  readonly name: string;
  readonly unit: string;
}

/** A tree view with the keyboard pattern of WAI-ARIA; Enter opens the page of an organisation. */
export function Tree({ tree, query, settings, name, unit }: Props) {
  const { moment } = useContext(RouteContext);
  const { rows, active, setActive, toggle, openAll, loadMore } = tree;
  const enter = (row: Row) =>
    isNode(row)
      ? navigate({ code: row.node.code, text: '', moment })
      : isGroup(row)
        ? toggle(row.key)
        : loadMore(row.parent);
  const press = useKeyboard(rows, active, { setActive, toggle, enter, openAll: (all) => void openAll(all) });
  const activeIndex = rows.findIndex(({ key }) => key === active);
  const { list, parts, look } = useVirtualRows(rows, activeIndex);
  useFocus(list, active);
  useTop(list, `${settings.sort} ${settings.filter}`);
  const click = (event: MouseEvent, row: Row) => {
    if (event.target instanceof Element && event.target.closest('a')) return;
    setActive(row.key);
    if (!isNode(row)) enter(row);
    else if (row.expanded !== undefined) toggle(row.key);
  };
  const item = (row: Row) => (
    <Item
      key={row.key}
      row={row}
      isActive={row.key === active}
      content={<RowContent row={row} direction={query.direction} unit={unit} />}
      onFocus={() => setActive(row.key)}
      onClick={(event) => click(event, row)}
    />
  );
  const { direction } = query;
  return (
    <>
      <ul
        class={tree.state.root.nextLevelCount > BIG ? 'tree tree--big' : 'tree'}
        role="tree"
        aria-label={name}
        ref={list}
        onKeyDown={press}
        onScroll={look}
      >
        {parts.map((part) =>
          'at' in part ? (
            item(rows[part.at]!)
          ) : (
            <li key={`gap ${part.before}`} class="tree__gap" role="none" style={{ '--gap': `${part.gap}px` }} />
          ),
        )}
      </ul>
      <p class="tree__status" role="status">
        {statusText({ ...tree, direction, sort: settings.sort, filter: settings.filter })}
      </p>
    </>
  );
}

interface ItemProps {
  readonly row: Row;
  readonly isActive: boolean;
  readonly content: ComponentChildren;
  onFocus(): void;
  onClick(event: MouseEvent): void;
}

/** A row with its place in the whole tree, although not all rows are in the document. */
function Item({ row, isActive, content, onFocus, onClick }: ItemProps) {
  return (
    <li
      class="tree__item"
      role="treeitem"
      style={{ '--level': row.level }}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.size}
      aria-expanded={expandedOf(row)}
      aria-busy={row.loading || undefined}
      tabIndex={isActive ? 0 : -1}
      onFocus={onFocus}
      onClick={onClick}
    >
      {content}
    </li>
  );
}

/** A tree with more rows keeps its height, so that the page does not move when rows come and go. */
const BIG = 10;

/**
 * Moves the focus to the active row if the focus is in the tree, or was on a row that is gone. It moves with the rendering: a
 * later move would take back what further keys have made active meanwhile.
 */
function useFocus(list: RefObject<HTMLUListElement | null>, active: string) {
  const first = useRef(true);
  useLayoutEffect(() => {
    const { activeElement: at, body } = document;
    const ours = at === body || list.current!.contains(at);
    if (ours && !first.current) list.current!.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    first.current = false;
  }, [active]);
}

/** Scrolls to the first row when the order or the filter changes. */
function useTop(list: RefObject<HTMLUListElement | null>, arrangement: string) {
  useLayoutEffect(() => {
    list.current!.scrollTop = 0;
  }, [arrangement]);
}
