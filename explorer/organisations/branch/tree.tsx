import { useContext, useEffect, useRef } from 'preact/hooks';
import { goTo } from '../navigation';
import { PlaceContext } from '../place-link';
import { isNode, type Row, type TreeNode } from './rows';
import { RowContent } from './row-content';
import { useKeys } from './use-keys';
import { useTree } from './use-tree';
import type { Walk } from './walk';

interface Shown {
  readonly root: TreeNode;
  readonly walk: Walk;
  readonly name: string;
}

/** A hierarchy to open level by level: arrow keys, Home, End, the beginning of a name; Enter opens a page. */
export function Tree({ root, walk, name }: Shown) {
  const { moment } = useContext(PlaceContext);
  const { rows, active, setActive, toggle, read } = useTree(root, walk);
  const enter = (row: Row) => (isNode(row) ? goTo({ code: row.node.code, text: '', moment }) : read(row.parent));
  const press = useKeys(rows, active, { setActive, toggle, enter });
  const list = useFocusOn(active);
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
            aria-busy={row.busy || undefined}
            tabIndex={row.key === active ? 0 : -1}
            onFocus={() => setActive(row.key)}
            onClick={(event) => click(event, row)}
          >
            <RowContent row={row} direction={walk.direction} />
          </li>
        ))}
      </ul>
      <p class="nhsuk-u-visually-hidden" role="status">
        {rows.some(({ busy }) => busy) ? 'Loading the next level…' : ''}
      </p>
    </>
  );
}

/** The row that becomes active takes the focus, if the tree has it or a row that had it is gone. */
function useFocusOn(active: string) {
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
