import { useContext, useEffect, useRef } from 'preact/hooks';
import { navigate } from '../../navigation/navigate';
import { RouteContext } from '../../navigation/route-link';
import { isNode, type Row, type TreeNode } from './rows';
import { RowContent } from './row-content';
import { useKeyboard } from './use-keyboard';
import { useTree } from './use-tree';
import type { HierarchyQuery } from './hierarchy-query';

interface Props {
  readonly root: TreeNode;
  readonly query: HierarchyQuery;
  readonly name: string;
}

/** A tree view with the keyboard pattern of WAI-ARIA; Enter opens the page of an organisation. */
export function Tree({ root, query, name }: Props) {
  const { moment } = useContext(RouteContext);
  const { rows, active, setActive, toggle, loadMore } = useTree(root, query);
  const enter = (row: Row) =>
    isNode(row) ? navigate({ code: row.node.code, text: '', moment }) : loadMore(row.parent);
  const press = useKeyboard(rows, active, { setActive, toggle, enter });
  const list = useFocus(active);
  const click = (event: MouseEvent, row: Row) => {
    if (event.target instanceof Element && event.target.closest('a')) return;
    setActive(row.key);
    if (!isNode(row)) enter(row);
    else if (row.expanded !== undefined) toggle(row.key);
  };
  return (
    <>
      <ul class="tree" role="tree" aria-label={name} ref={list} onKeyDown={press}>
        {rows.map((row) => (
          <li
            key={row.key}
            class="tree__item"
            role="treeitem"
            style={{ '--level': row.level }}
            aria-level={row.level}
            aria-posinset={row.position}
            aria-setsize={row.size}
            aria-expanded={isNode(row) ? row.expanded : undefined}
            aria-busy={row.loading || undefined}
            tabIndex={row.key === active ? 0 : -1}
            onFocus={() => setActive(row.key)}
            onClick={(event) => click(event, row)}
          >
            <RowContent row={row} direction={query.direction} />
          </li>
        ))}
      </ul>
      <p class="nhsuk-u-visually-hidden" role="status">
        {rows.some(({ loading }) => loading) ? 'Loading the next level…' : ''}
      </p>
    </>
  );
}

/** Moves the focus to the active row if the focus is in the tree, or was on a row that is gone. */
function useFocus(active: string) {
  const list = useRef<HTMLUListElement>(null);
  const first = useRef(true);
  useEffect(() => {
    const { activeElement: at, body } = document;
    const ours = at === body || list.current!.contains(at);
    if (ours && !first.current) list.current!.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    first.current = false;
  }, [active]);
  return list;
}
