import { SaxesParser } from 'saxes';

/** One XML element, namespaces dropped. `text` is all text directly inside. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Hands out every element of one of these names, whole, as it ends; what lies around them is not kept. */
export function eachElement(xml: string, names: readonly string[], found: (element: Element) => void): void {
  const parser = new SaxesParser();
  const open: Element[] = [];
  parser.on('opentag', ({ name, attributes }) => {
    const local = name.replace(/^.*:/, '');
    if (open.length === 0 && !names.includes(local)) return;
    const element: Element = { name: local, attributes: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const onText = (text: string) => {
    const inside = open.at(-1);
    if (inside) inside.text += text;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    const ended = open.pop();
    if (ended && open.length === 0) found(ended);
  });
  parser.on('error', (fault) => {
    throw fault;
  });
  parser.write(xml.replace(/^\uFEFF/, '')).close();
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
