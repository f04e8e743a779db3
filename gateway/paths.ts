import type { FlattenNodePathSegment } from './plan';
import type { Data } from './subgraph';

/** A path in the response, shared with those below it: its last step and what comes before. */
export interface PathLink {
  readonly before: PathLink | undefined;
  readonly step: string | number;
}

/** An entity in the merged data and where it is. */
export interface Place {
  readonly entity: Data;
  readonly path: PathLink | undefined;
}

/** Finds every object at a plan's path. */
export type Collect = (root: Data, places: Place[]) => void;
type Visit = (value: unknown, path: PathLink | undefined, places: Place[]) => void;
type PossibleTypes = (condition: string) => ReadonlySet<string>;

/** Lists are entered wherever they are met, however deep, whether or not the path says `@`; null ends a way. */
export function compilePath(segments: readonly FlattenNodePathSegment[], possibleTypes: PossibleTypes): Collect {
  const visit = segments.reduceRight<Visit>((next, segment) => step(segment, next, possibleTypes), collect);
  return (root, places) => visit(root, undefined, places);
}

export function pathOf(link: PathLink | undefined): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = link; at; at = at.before) path.push(at.step);
  return path.reverse();
}

const collect: Visit = (value, path, places) => {
  if (Array.isArray(value)) everyItem(value, path, places, collect);
  else if (typeof value === 'object' && value !== null) places.push({ entity: value as Data, path });
};

function step(segment: FlattenNodePathSegment, next: Visit, possibleTypes: PossibleTypes): Visit {
  if (segment === '@') return next;
  return 'Field' in segment
    ? field(segment.Field, next)
    : typeCondition(new Set(segment.TypeCondition.flatMap((name) => [...possibleTypes(name)])), next);
}

function field(name: string, next: Visit): Visit {
  const visit: Visit = (value, path, places) => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) everyItem(value, path, places, visit);
    else next((value as Data)[name], { before: path, step: name }, places);
  };
  return visit;
}

/** An object of unknown type passes: subgraphs leave `__typename` out where there is only one. */
function typeCondition(names: ReadonlySet<string>, next: Visit): Visit {
  const visit: Visit = (value, path, places) => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return everyItem(value, path, places, visit);
    const typeName = (value as Data).__typename as string | undefined;
    if (typeName === undefined || names.has(typeName)) next(value, path, places);
  };
  return visit;
}

function everyItem(list: readonly unknown[], path: PathLink | undefined, places: Place[], visit: Visit): void {
  for (let at = 0; at < list.length; at++) visit(list[at], { before: path, step: at }, places);
}
