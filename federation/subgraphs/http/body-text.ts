const utf8 = new TextDecoder();
const LAST_ASCII = 0x7f;
const BOM_BYTES = 3;

/** Decodes the parts of a body in UTF-8, without its byte-order mark. They are only joined if a character may be in two of them. */
export function bodyText(parts: readonly Buffer[]): string {
  const [first, ...others] = parts;
  if (others.length === 0) return utf8.decode(first);
  const mayBeSplit = first!.length < BOM_BYTES || parts.some((part) => part.length > 0 && part.at(-1)! > LAST_ASCII);
  if (mayBeSplit) return utf8.decode(Buffer.concat(parts));
  return others.reduce((text, part) => text + part.toString(), utf8.decode(first));
}
