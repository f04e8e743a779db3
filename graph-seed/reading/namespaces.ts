export type Attributes = Readonly<Record<string, string>>;

/** The name of an element. `namespace` is '' for none. */
export interface ElementName {
  readonly namespace: string;
  readonly local: string;
}

interface Scope {
  /** Depth of the element with the declarations. */
  readonly depth: number;
  /** Namespaces by prefix. The prefix of the default namespace is ''. */
  readonly namespaces: ReadonlyMap<string, string>;
}

const XML = 'http://www.w3.org/XML/1998/namespace';
const FIRST_OF_NAME = /[^\s\d/"'<>=&.-]/;

/**
 * Whether a text may declare a namespace or have a name with a prefix. A published file has neither below its root, so
 * the parser resolves names only near such a text, which saves a tenth of its time. `before` is the four characters
 * before the text.
 */
export function mayHavePrefixes(before: string, text: string): boolean {
  if (text.includes('xmlns') || (before + text.slice(0, 4)).includes('xmlns')) return true;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1))
    if (at + 1 === text.length || FIRST_OF_NAME.test(text[at + 1]!)) return true;
  return false;
}

/** The namespace declarations that apply to the current element. */
export class Namespaces {
  private readonly scopes: Scope[] = [{ depth: 0, namespaces: new Map([['xml', XML]]) }];
  /** Depth of the innermost element with declarations. */
  private depth = 0;
  /** The default namespace. */
  byDefault = '';

  /** Adds the declarations of the element at a depth. */
  enter(depth: number, attributes: Attributes): void {
    const declared = Object.entries(attributes).filter(([name]) => /^xmlns(:|$)/.test(name));
    if (declared.length === 0) return;
    const namespaces = new Map(this.scopes.at(-1)!.namespaces);
    for (const [name, namespace] of declared) namespaces.set(name.slice(6), namespace.trim());
    this.scopes.push({ depth, namespaces });
    this.update();
  }

  /** Removes the declarations of the element at a depth, if it has any. */
  leave(depth: number): void {
    if (this.depth !== depth) return;
    this.scopes.pop();
    this.update();
  }

  /** Resolves the name of an element as written. Returns null when its prefix is not declared. */
  nameOf(written: string): ElementName | null {
    const colon = written.indexOf(':');
    if (colon < 0) return { namespace: this.byDefault, local: written };
    const namespace = this.scopes.at(-1)!.namespaces.get(written.slice(0, colon)) ?? '';
    return namespace === '' ? null : { namespace, local: written.slice(colon + 1) };
  }

  /** Returns attributes with those of a namespace under their local names too. An attribute has no default namespace. */
  withLocalNames(namespace: string, attributes: Attributes): Attributes {
    const all: Record<string, string> = { ...attributes };
    for (const [written, value] of Object.entries(attributes)) {
      const name = written.includes(':') ? this.nameOf(written) : null;
      if (name?.namespace === namespace) all[name.local] ??= value;
    }
    return all;
  }

  private update(): void {
    const { depth, namespaces } = this.scopes.at(-1)!;
    this.depth = depth;
    this.byDefault = namespaces.get('') ?? '';
  }
}
