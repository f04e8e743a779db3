import type { Attributes } from './namespaces';

/** What a builder does at a known element. */
interface Actions<Builder> {
  open?(builder: Builder, attributes: Attributes): void;
  /** Receives the text of the element and of the markup inside it. */
  text?(builder: Builder, text: string): void;
  close?(builder: Builder): void;
}

/** A known element at its place in the file. */
export interface KnownElement<Builder> {
  readonly name: string;
  readonly repeats: boolean;
  readonly open: Actions<Builder>['open'];
  readonly text: Actions<Builder>['text'];
  readonly close: Actions<Builder>['close'];
  /** The known elements inside it, the frequent ones first: a short list is searched faster than a map. */
  readonly inside: readonly KnownElement<Builder>[];
  /** One bit among its siblings; 0 if it repeats. */
  readonly bit: number;
}

/** Returns an element that its parent has at most once. */
export function once<Builder>(
  name: string,
  { open, text, close }: Actions<Builder> = {},
  inside: readonly KnownElement<Builder>[] = [],
): KnownElement<Builder> {
  const numbered = inside.map((each, at) => ({ ...each, bit: each.repeats ? 0 : 1 << at }));
  return { name, repeats: false, open, text, close, inside: numbered, bit: 0 };
}

/** Returns an element that its parent may have any number of times. */
export function many<Builder>(...all: Parameters<typeof once<Builder>>): KnownElement<Builder> {
  return { ...once(...all), repeats: true };
}

/** Returns an element whose content is its attribute `value`; a blank or missing one is null. */
export function value<Builder>(
  name: string,
  set: (builder: Builder, value: string | null) => void,
): KnownElement<Builder> {
  return once(name, { open: (builder, attributes) => set(builder, textOf(attributes.value)) });
}

/** Returns an element whose content is its text; a blank one is null. */
export function text<Builder>(
  name: string,
  set: (builder: Builder, text: string | null) => void,
): KnownElement<Builder> {
  return once(name, { text: (builder, content) => set(builder, textOf(content)) });
}

/** Returns a text without white space around it; null for a blank or missing one. */
export function textOf(text: string | undefined): string | null {
  return text?.trim() || null;
}
