import { lookalikes } from '../../ods/lookalikes';

/** Returns the position of a code in the sorted codes; -1 if it is not among them. */
export function positionOf(code: string, codes: readonly string[]): number {
  const position = firstNotBelow(code, codes);
  return codes[position] === code ? position : -1;
}

/** Returns the positions of the codes that differ from a text only by O and 0 or I and 1. */
export function lookalikeCodes(text: string, codes: readonly string[]): number[] {
  return lookalikes(text)
    .map((code) => positionOf(code, codes))
    .filter((position) => position >= 0);
}

/** The fewest characters that may stand inside a code and not at its start. */
const LEAST_INSIDE = 3;

/** Yields the positions of the codes that begin with a text, or contain it if it has at least three characters. `codeText` has each code on a line. */
export function* codesWith(
  text: string,
  codes: readonly string[],
  codeText: string,
): Generator<{ readonly position: number; readonly begins: boolean }> {
  for (let position = firstNotBelow(text, codes); codes[position]?.startsWith(text); position++)
    yield { position, begins: true };
  if (text.length < LEAST_INSIDE) return;
  for (let at = codeText.indexOf(text); at >= 0;) {
    const start = codeText.lastIndexOf('\n', at) + 1;
    const end = codeText.indexOf('\n', at);
    if (start < at) yield { position: positionOf(codeText.slice(start, end), codes), begins: false };
    at = codeText.indexOf(text, end);
  }
}

function firstNotBelow(code: string, codes: readonly string[]): number {
  let [low, high] = [0, codes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (codes[middle]! < code) low = middle + 1;
    else high = middle;
  }
  return low;
}
