/** The rows that are in the document, and in place of the others gaps of their height. */
export type Part = { readonly at: number } | { readonly gap: number; readonly before: number };

/** Rows above and below the visible ones that are in the document too, so that scrolling shows no blank. */
const BEYOND = 8;

/** The part of a scrolling list that is seen, in pixels. */
export interface Seen {
  readonly top: number;
  readonly height: number;
}

/**
 * Returns the rows to render, with gaps between. The row that has the focus is always rendered, wherever it is. Heights are in
 * pixels, one for each row.
 */
export function partsOf(heights: readonly number[], { top, height }: Seen, focused: number): Part[] {
  const [first, last] = seenRows(heights, top, top + height);
  const parts: Part[] = [];
  let gap = 0;
  heights.forEach((rowHeight, at) => {
    if (at !== focused && (at < first - BEYOND || at > last + BEYOND)) {
      gap += rowHeight;
      return;
    }
    if (gap > 0) parts.push({ gap, before: at });
    gap = 0;
    parts.push({ at });
  });
  return gap > 0 ? [...parts, { gap, before: heights.length }] : parts;
}

/** The first and the last row that are at least partly between two lines. */
function seenRows(heights: readonly number[], top: number, bottom: number): readonly [number, number] {
  let end = 0;
  let first = heights.length - 1;
  for (let at = 0; at < heights.length; at++) {
    end += heights[at]!;
    if (end > top) first = Math.min(first, at);
    if (end >= bottom) return [first, at];
  }
  return [first, heights.length - 1];
}
