/** An XML element without namespaces. `text` is its direct text content. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};

/**
 * Calls `found` with each complete element of the given names and discards the rest. It reads well-formed UTF-8 XML
 * without a DOCTYPE. It is written by hand so that the oracle shares no parser with the loader.
 */
export function eachElement(xml: string, names: readonly string[], found: (element: Element) => void): void {
  const open: Element[] = [];
  const addText = (text: string) => {
    const inside = open.at(-1);
    if (inside && text.trim() !== '') inside.text += text;
  };
  for (let at = xml.indexOf('<'); at !== -1;) {
    let end: number;
    if (xml.startsWith('<!--', at)) end = xml.indexOf('-->', at) + 3;
    else if (xml.startsWith('<?', at)) end = xml.indexOf('?>', at) + 2;
    else if (xml.startsWith('<![CDATA[', at)) {
      end = xml.indexOf(']]>', at) + 3;
      addText(xml.slice(at + 9, end - 3));
    } else {
      end = endOfTag(xml, at);
      if (xml[at + 1] === '/') close(open, found);
      else {
        openTag(open, names, xml.slice(at + 1, end - 1));
        if (xml[end - 2] === '/') close(open, found);
      }
    }
    at = xml.indexOf('<', end);
    if (at > end) addText(decoded(xml.slice(end, at)));
  }
  if (open.length > 0) throw new Error(`The XML ends inside ${open[0]?.name}.`);
}

/** Returns the position after the `>` of a tag, ignoring a `>` inside quotes. */
function endOfTag(xml: string, at: number): number {
  let end = xml.indexOf('>', at);
  while (end !== -1 && isInQuotes(xml, at, end)) end = xml.indexOf('>', end + 1);
  if (end === -1) throw new Error(`A tag does not end: ${xml.slice(at, at + 80)}`);
  return end + 1;
}

function isInQuotes(xml: string, start: number, end: number): boolean {
  let inside = false;
  for (let at = xml.indexOf('"', start); at !== -1 && at < end; at = nextQuote(xml, at, end)) inside = !inside;
  return inside;
}

function nextQuote(xml: string, at: number, end: number): number {
  for (let next = at + 1; next < end; next++) if (xml.charCodeAt(next) === 34) return next;
  return -1;
}

function openTag(open: Element[], names: readonly string[], tag: string): void {
  const space = tag.search(/[\s/]/);
  const whole = space === -1 ? tag : tag.slice(0, space);
  const name = whole.slice(whole.indexOf(':') + 1);
  const outer = open.at(-1);
  if (!outer && !names.includes(name)) return;
  const element = { name, attributes: attributesOf(tag), children: [], text: '' };
  outer?.children.push(element);
  open.push(element);
}

function attributesOf(tag: string): Readonly<Record<string, string>> {
  if (!tag.includes('=')) return NO_ATTRIBUTES;
  const attributes: Record<string, string> = {};
  for (const [, name, double, single] of tag.matchAll(ATTRIBUTE))
    attributes[name as string] = decoded(double ?? single ?? '');
  return attributes;
}

const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function close(open: Element[], found: (element: Element) => void): void {
  const ended = open.pop();
  if (ended && open.length === 0) found(ended);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(parseInt(hex, 16));
    return decimal ? String.fromCodePoint(Number(decimal)) : (ENTITIES[name] ?? whole);
  });
}

/** Returns the first descendant at a path of child names. */
export function child(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce((found, name) => found?.children.find((each) => each.name === name), element);
}

/** Returns all children of a name. */
export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((each) => each.name === name) ?? [];
}

/** Returns the `value` attribute of a child; null when it is missing or empty. */
export function valueOf(element: Element | undefined, ...path: readonly string[]): string | null {
  return child(element, ...path)?.attributes['value']?.trim() || null;
}

/** Returns the text of a child, else its `value` attribute, else null. */
export function textOf(element: Element | undefined, ...path: readonly string[]): string | null {
  const found = child(element, ...path);
  return found?.text.trim() || found?.attributes['value']?.trim() || null;
}
