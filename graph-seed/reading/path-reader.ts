import type { KnownElement } from './element-table';
import type { Attributes } from './namespaces';

/** Numbers of skipped elements by path below the root, such as 'Organisations/Organisation/Extra'. */
export type SkippedElements = ReadonlyMap<string, number>;

/** Paths that are counted by name; all others are counted together. */
const MAX_PATHS = 100;
const OTHERS = 'others';
const MAX_NAME = 80;

/**
 * Gives each element of a file to the action that a table has for its path. Skips every other element with all that it
 * contains, and elements that are repeated although the table has them once. Counts what it skips.
 */
export class PathReader<Builder> {
  readonly skipped = new Map<string, number>();
  /** The open known elements from the root on, and for each of them the bits of the elements that it has had. */
  private readonly path: KnownElement<Builder>[];
  private readonly seen: number[] = [0];
  private depth = 0;
  private current: KnownElement<Builder>;
  /** Number of open elements inside the current one that are skipped. */
  private skipping = 0;
  private content = '';

  /** `root` is open already. */
  constructor(
    root: KnownElement<Builder>,
    private readonly builder: Builder,
  ) {
    this.current = root;
    this.path = [root];
  }

  open(name: string, attributes: Attributes): void {
    if (this.skipping > 0) return void this.skipping++;
    const element = find(this.current.inside, name);
    if (element === undefined) return this.skip(name);
    const { bit, open } = element;
    const seen = this.seen[this.depth]!;
    if ((seen & bit) !== 0) return this.skip(`${name} (repeated)`);
    this.seen[this.depth] = seen | bit;
    const depth = ++this.depth;
    this.seen[depth] = 0;
    this.path[depth] = element;
    this.current = element;
    this.content = '';
    if (open !== undefined) open(this.builder, attributes);
  }

  /** Counts an element that was opened, and skips it with all that it contains. */
  skip(name: string): void {
    this.skipping++;
    const names = [...this.path.slice(1, this.depth + 1).map((element) => element.name), name.slice(0, MAX_NAME)];
    const path = names.join('/');
    const counted = this.skipped.size < MAX_PATHS || this.skipped.has(path) ? path : OTHERS;
    this.skipped.set(counted, (this.skipped.get(counted) ?? 0) + 1);
  }

  /** Adds text to the current element. Returns the length of its text so far. */
  text(text: string): number {
    if (this.current.text === undefined) return 0;
    this.content += text;
    return this.content.length;
  }

  /** Whether the innermost open element is a known one with this name. */
  isIn(name: string): boolean {
    return this.skipping === 0 && this.current.name === name;
  }

  close(): void {
    if (this.skipping > 0) return void this.skipping--;
    const { text, close } = this.current;
    this.current = this.path[--this.depth]!;
    if (text !== undefined) text(this.builder, this.content);
    if (close !== undefined) close(this.builder);
  }
}

function find<Builder>(elements: readonly KnownElement<Builder>[], name: string): KnownElement<Builder> | undefined {
  for (let at = 0; at < elements.length; at++) if (elements[at]!.name === name) return elements[at];
  return undefined;
}
