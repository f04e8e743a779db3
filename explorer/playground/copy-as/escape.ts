/** What a terminal, an editor or a reader may lose, change or not see: control and format characters, odd spaces, halves of pairs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;

/** Replaces the characters that cannot be seen, but `kept`, by escapes of JSON and JavaScript. */
export function escapeUnseen(text: string, kept = ''): string {
  return text.replace(UNSEEN, (found) => (kept.includes(found) ? found : [...units(found)].map(escape).join('')));
}

/** The same with the escapes of Python, where a pair of surrogates is not one character. */
export function escapeUnseenForPython(text: string, kept = ''): string {
  return text.replace(UNSEEN, (found) => {
    if (kept.includes(found)) return found;
    const point = found.codePointAt(0)!;
    return point > 0xffff ? `\\U${point.toString(16).padStart(8, '0')}` : escape(point);
  });
}

function* units(text: string): Iterable<number> {
  for (let at = 0; at < text.length; at++) yield text.charCodeAt(at);
}

const escape = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`;
