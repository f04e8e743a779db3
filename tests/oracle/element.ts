/** One XML element, namespaces dropped. `text` is all text directly inside. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};

/**
 * Hands out every element of one of these names, whole, as it ends; what lies around them is not kept. A reader for
 * well-formed XML in UTF-8 without a DOCTYPE, written by hand so that the oracle shares no parser with the loader.
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
  if (open.length > 0) throw new Error(`The XML ends within ${open[0]?.name}.`);
}

/** The place behind the `>` of a tag; one inside quotes does not count. */
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

/** The first child of a name. */
export function child(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce((found, name) => found?.children.find((each) => each.name === name), element);
}

/** All children of a name. */
export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((each) => each.name === name) ?? [];
}

/** The `value` attribute of a child; null when there is no such child, no such attribute or nothing in it. */
export function valueOf(element: Element | undefined, ...path: readonly string[]): string | null {
  return child(element, ...path)?.attributes['value']?.trim() || null;
}

/** The text of a child, or its `value` attribute. */
export function textOf(element: Element | undefined, ...path: readonly string[]): string | null {
  const found = child(element, ...path);
  return found?.text.trim() || found?.attributes['value']?.trim() || null;
}
