import type { FlattenNodePathSegment } from '../planning/planner';
import type { JsonObject } from '../json-object';

/** A path as a linked list, so that paths share their beginnings. */
export interface PathLink {
  readonly before: PathLink | undefined;
  readonly step: string | number;
}

/** Collects the objects at a plan's path, with the path of each where `paths` is present. */
export interface Found {
  readonly entities: JsonObject[];
  readonly paths?: PathLink[];
}

/** Finds every object at a plan's path. */
export type Collect = (root: JsonObject, found: Found) => void;
type Visit = (value: unknown, path: PathLink | undefined, found: Found) => void;
type PossibleTypes = (condition: string) => ReadonlySet<string>;

/** Compiles a plan's path. Every list is entered, with or without `@` in the path; null ends the search. */
export function compilePath(segments: readonly FlattenNodePathSegment[], possibleTypes: PossibleTypes): Collect {
  const visit = segments.reduceRight<Visit>((next, segment) => step(segment, next, possibleTypes), collect);
  return (root, found) => visit(root, found.paths && ROOT, found);
}

const ROOT: PathLink = { before: undefined, step: '' };

export function pathOf(link: PathLink): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = link; at.before; at = at.before) path.push(at.step);
  return path.reverse();
}

const collect: Visit = (value, path, found) => {
  if (Array.isArray(value)) everyItem(value, path, found, collect);
  else if (typeof value === 'object' && value !== null) add(value as JsonObject, path, found);
};

function add(entity: JsonObject, path: PathLink | undefined, { entities, paths }: Found): void {
  entities.push(entity);
  if (path) paths?.push(path);
}

function below(before: PathLink | undefined, step: PathLink['step']): PathLink | undefined {
  return before && { before, step };
}

function step(segment: FlattenNodePathSegment, next: Visit, possibleTypes: PossibleTypes): Visit {
  if (segment === '@') return next;
  return 'Field' in segment
    ? field(segment.Field, next)
    : typeCondition(new Set(segment.TypeCondition.flatMap((name) => [...possibleTypes(name)])), next);
}

function field(name: string, next: Visit): Visit {
  const visit: Visit = (value, path, found) => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) everyItem(value, path, found, visit);
    else next((value as JsonObject)[name], below(path, name), found);
  };
  return visit;
}

/** An object without `__typename` matches: subgraphs omit it where only one type is possible. */
function typeCondition(names: ReadonlySet<string>, next: Visit): Visit {
  const visit: Visit = (value, path, found) => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return everyItem(value, path, found, visit);
    const typeName = (value as JsonObject).__typename as string | undefined;
    if (typeName === undefined || names.has(typeName)) next(value, path, found);
  };
  return visit;
}

function everyItem(list: readonly unknown[], path: PathLink | undefined, found: Found, visit: Visit): void {
  for (let at = 0; at < list.length; at++) visit(list[at], below(path, at), found);
}
