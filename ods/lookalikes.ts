/** Returns the codes that differ from a code only by O and 0 or I and 1; at most 31. */
export function lookalikes(code: string): string[] {
  if (code.length > 12) return [];
  let variants = [''];
  let free = 5;
  for (const character of code) {
    const other = free > 0 ? LOOKALIKE[character] : undefined;
    if (other !== undefined) free--;
    variants = variants.flatMap((start) =>
      other === undefined ? [start + character] : [start + character, start + other],
    );
  }
  return variants.filter((variant) => variant !== code);
}

const LOOKALIKE: Readonly<Record<string, string>> = { O: '0', '0': 'O', I: '1', '1': 'I' };
