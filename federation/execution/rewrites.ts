import type { FetchNodePathSegment, FetchRewrite } from '../planning/planner';
import type { JsonObject } from '../json-object';

/** Changes a representation before it is sent, or a response before it is merged, in place. */
export type Rewrite = (value: unknown) => void;
type Change = (object: JsonObject, key: string) => void;
type PossibleTypes = (condition: string) => ReadonlySet<string>;

/** Compiles rewrites, applied in the order of the plan; undefined when there are none. */
export function compileRewrites(
  rewrites: readonly FetchRewrite[] | undefined | null,
  possibleTypes: PossibleTypes,
): Rewrite | undefined {
  if (!rewrites?.length) return undefined;
  const all = rewrites.map((rewrite) => compileRewrite(rewrite, possibleTypes));
  return (value) => all.forEach((apply) => apply(value));
}

function compileRewrite(rewrite: FetchRewrite, possibleTypes: PossibleTypes): Rewrite {
  const setter = 'ValueSetter' in rewrite ? rewrite.ValueSetter : 'setValueTo' in rewrite ? rewrite : undefined;
  if (setter) return walk(setter.path, (object, key) => (object[key] = setter.setValueTo), possibleTypes);
  if (!('KeyRenamer' in rewrite)) throw new Error(`The plan has an unknown rewrite: ${JSON.stringify(rewrite)}`);
  const { path, renameKeyTo } = rewrite.KeyRenamer;
  return walk(path, (object, key) => rename(object, key, renameKeyTo), possibleTypes);
}

function rename(object: JsonObject, from: string, to: string): void {
  if (!(from in object)) return;
  object[to] = object[from];
  delete object[from];
}

function walk(path: readonly FetchNodePathSegment[], change: Change, possibleTypes: PossibleTypes): Rewrite {
  return path.reduceRight<Rewrite | undefined>(
    (next, segment) => step(segment, next, change, possibleTypes),
    undefined,
  )!;
}

function step(
  segment: FetchNodePathSegment,
  next: Rewrite | undefined,
  change: Change,
  possibleTypes: PossibleTypes,
): Rewrite {
  if ('Key' in segment) return onObjects((object) => (next ? next(object[segment.Key]) : change(object, segment.Key)));
  const names = new Set(segment.TypenameEquals.flatMap((name) => [...possibleTypes(name)]));
  return onObjects((object) => {
    if (object.__typename === undefined || names.has(object.__typename as string)) next?.(object);
  });
}

/** Applies a function to an object, or to each object of nested lists; null is skipped. */
function onObjects(apply: (object: JsonObject) => void): Rewrite {
  const visit: Rewrite = (value) => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) apply(value as JsonObject);
  };
  return visit;
}
