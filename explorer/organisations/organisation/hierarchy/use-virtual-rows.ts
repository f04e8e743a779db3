import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import { partsOf, type Part, type Seen } from './virtual-rows';
import type { Row } from './model';

/** Before anything is measured. One line of text is 32 to 36 pixels high. */
const ROW_HEIGHT = 36;
const FIRST_SEEN: Seen = { top: 0, height: 600 };

/** Returns which rows of a scrolling list are in the document. Rows are measured, as names wrap in a narrow window. */
export function useVirtualRows(rows: readonly Row[], focused: number) {
  const list = useRef<HTMLUListElement>(null);
  const heights = useRef(new Map<string, number>());
  const seen = useRef(FIRST_SEEN);
  const [, render] = useReducer((count: number, _: void) => count + 1, 0);
  const usual = usualHeight(heights.current);
  const parts = partsOf(
    rows.map(({ key }) => heights.current.get(key) ?? usual),
    seen.current,
    focused,
  );
  const look = () => {
    const { scrollTop: top, clientHeight: height } = list.current!;
    const moved = Math.abs(top - seen.current.top) > 1 || height !== seen.current.height;
    seen.current = { top, height };
    if (moved) render();
  };
  useLayoutEffect(() => {
    if (measure(list.current!, rows, parts, heights.current)) render();
    look();
  });
  useLayoutEffect(() => {
    let { clientWidth: width } = list.current!;
    const resized = new ResizeObserver(() => {
      if (list.current!.clientWidth !== width) heights.current.clear();
      width = list.current!.clientWidth;
      look();
    });
    resized.observe(list.current!);
    return () => resized.disconnect();
  }, []);
  return { list, parts, look };
}

/** Measures the rows in the document. Returns whether any has another height than was assumed. */
function measure(
  list: HTMLElement,
  rows: readonly Row[],
  parts: readonly Part[],
  heights: Map<string, number>,
): boolean {
  const elements = list.querySelectorAll<HTMLElement>('[role="treeitem"]');
  const shown = parts.flatMap((part) => ('at' in part ? [rows[part.at]!.key] : []));
  const before = usualHeight(heights);
  let changed = false;
  elements.forEach((element, index) => {
    const key = shown[index]!;
    const { height } = element.getBoundingClientRect();
    changed ||= Math.abs((heights.get(key) ?? before) - height) > 0.5;
    heights.set(key, height);
  });
  return changed;
}

/**
 * The height that is assumed of a row that was not measured: the usual one among the first that were. It does not change
 * with every row that is measured, because that would move the list under the reader.
 */
function usualHeight(heights: ReadonlyMap<string, number>): number {
  const first = [...heights.values()].slice(0, 10).sort((a, b) => a - b);
  return first[Math.floor(first.length / 2)] ?? ROW_HEIGHT;
}
