import { matchesRule, ruleSets, type View } from '../../ods/views';
import type { ReleaseIndex } from '../staging/release-index';

/** The relationships of a view on any day: for each organisation, by number, its parents and how many relationships lead to them. */
export interface ViewLinks {
  readonly parents: readonly (readonly number[] | undefined)[];
  readonly links: Uint32Array;
}

/** The lengths of the lists of a view, by number of the organisation. */
export interface ViewSizes {
  readonly children: Uint32Array;
  /** Organisations below it, at any depth. */
  readonly below: Uint32Array;
  /** Relationships between it and what is below it. */
  readonly edges: Uint32Array;
  readonly parents: Uint32Array;
  /** Organisations above it. */
  readonly above: Uint32Array;
  /** Relationships between it and what is above it. */
  readonly edgesAbove: Uint32Array;
}

/** Returns the relationships of a view, whatever their dates and the roles that their sources hold on a day. */
export function linksOfView(release: ReleaseIndex, view: View): ViewLinks {
  const size = release.organisation.definition.length;
  const parents = new Array<number[] | undefined>(size);
  const links = new Uint32Array(size);
  const isInView = linkFilter(release, view);
  const { source, target, type } = release.link;
  for (const index of release.links()) {
    const [from, to] = [source.at(index), target.at(index)];
    if (from === to || !isInView(type.at(index), from, to)) continue;
    const known = (parents[from] ??= []);
    if (!known.includes(to)) known.push(to);
    links[from]!++;
  }
  return { parents, links };
}

/** Returns whether a relationship can belong to a view on some day, by its type, class of the source and primary roles. */
function linkFilter({ organisation: { primaryRole, isSite }, texts, types }: ReleaseIndex, view: View) {
  const cache = new Map<number, boolean>();
  const roles = texts.list.length;
  return (type: number, source: number, target: number): boolean => {
    const [from, to] = [primaryRole.at(source), primaryRole.at(target)];
    const key = ((type * 2 + isSite.at(source)) * roles + from) * roles + to;
    let matches = cache.get(key);
    if (matches === undefined) {
      const rules = ruleSets(view, isSite.at(source) ? 'SITE' : 'ORGANISATION').flat();
      matches = rules.some((rule) => matchesRule(rule, types.at(type), texts.at(from), texts.at(to)));
      cache.set(key, matches);
    }
    return matches;
  };
}

/** Counts what is above and below each organisation. Each organisation and what is above it is visited once. */
export function sizesOfView({ parents, links }: ViewLinks): ViewSizes {
  const size = links.length;
  const counts = { children: new Uint32Array(size), below: new Uint32Array(size), edges: new Uint32Array(size) };
  const up = { parents: new Uint32Array(size), above: new Uint32Array(size), edgesAbove: new Uint32Array(size) };
  const seen = new Int32Array(size).fill(-1);
  for (let source = 0; source < size; source++) {
    const first = parents[source];
    if (!first) continue;
    up.parents[source] = first.length;
    for (const parent of first) counts.children[parent]!++;
    const ancestors = ancestorsOf(source, parents, seen);
    up.above[source] = ancestors.length;
    up.edgesAbove[source] = ancestors.reduce((sum, ancestor) => sum + links[ancestor]!, links[source]!);
    for (const ancestor of ancestors) {
      counts.below[ancestor]!++;
      counts.edges[ancestor]! += links[source]!;
    }
    if (ancestors.some((ancestor) => parents[ancestor]?.includes(source))) counts.edges[source]! += links[source]!;
  }
  return { ...counts, ...up };
}

/** Returns everything above an organisation, without itself. `seen` holds the last start that reached each organisation. */
function ancestorsOf(start: number, parents: ViewLinks['parents'], seen: Int32Array): number[] {
  const found: number[] = [];
  seen[start] = start;
  const visit = (from: number) => {
    for (const parent of parents[from] ?? []) {
      if (seen[parent] === start) continue;
      seen[parent] = start;
      found.push(parent);
    }
  };
  visit(start);
  for (let at = 0; at < found.length; at++) visit(found[at]!);
  return found;
}
