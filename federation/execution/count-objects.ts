import { Kind, parse, type SelectionSetNode } from 'graphql';
import { fragmentsOf, type Fragments } from '../planning/fragments';
import type { JsonObject } from '../json-object';

/** The keys of a selection set whose values are objects or lists of objects. */
interface Shape {
  readonly key: string;
  readonly below: readonly Shape[];
}

/** Counts the objects in a value of the response to an operation of a plan. */
export interface ObjectCount {
  /** Of the whole data, without the root. */
  inData(data: JsonObject): number;
  /** Below the object at a root key, or below one object of the list there, without itself. */
  below(key: string, value: unknown): number;
}

/** Reads the operation once, when something is counted for the first time: only its keys with selections are visited. */
export function compileObjectCount(query: string): ObjectCount {
  let known: readonly Shape[] | undefined;
  const shapes = () => (known ??= shapesOf(query));
  return {
    inData: (data) => countBelow(data, shapes()),
    below: (key, value) => {
      const found = shapes().find((shape) => shape.key === key);
      return found && typeof value === 'object' && value !== null ? countBelow(value as JsonObject, found.below) : 0;
    },
  };
}

function countBelow(object: JsonObject, shapes: readonly Shape[]): number {
  let count = 0;
  for (const { key, below } of shapes) count += countIn(object[key], below);
  return count;
}

function countIn(value: unknown, shapes: readonly Shape[]): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (!Array.isArray(value)) return 1 + countBelow(value as JsonObject, shapes);
  if (shapes.length === 0 && !value.some(Array.isArray)) return value.length;
  let count = 0;
  for (const item of value) count += countIn(item, shapes);
  return count;
}

function shapesOf(query: string): readonly Shape[] {
  const document = parse(query, { noLocation: true });
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)!;
  return shapesIn([operation.selectionSet], fragmentsOf(document));
}

function shapesIn(sets: readonly SelectionSetNode[], fragments: Fragments): readonly Shape[] {
  const found = new Map<string, SelectionSetNode[]>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) collect(fragments.get(selection.name.value)!.selectionSet);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (selection.selectionSet) {
        const key = (selection.alias ?? selection.name).value;
        found.set(key, [...(found.get(key) ?? []), selection.selectionSet]);
      }
    }
  };
  sets.forEach(collect);
  return [...found].map(([key, below]) => ({ key, below: shapesIn(below, fragments) }));
}
