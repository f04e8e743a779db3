import { getLocation, parse } from 'graphql';
import type { SourceLocation } from 'graphql';
import type { SubgraphDefinition } from '../composition/compose';
import { describeProblem, withFiles, type CompositionProblem } from '../composition/composition-problem';
import { placeOfCoordinate } from '../composition/places';
import { elementsOf, rootNames, supergraphCoordinate } from './elements';
import { argumentsOf, usualNames } from './links';
import { guardedSubgraph } from './guarded-subgraph';
import { changedParts, CLOSED, HIDDEN, MOVED, type ChangedPart, type ComparedSubgraph } from './own-parts';
import type { OwnSubgraph } from './own-subgraph';
import { SupergraphError, type Supergraph } from './supergraph';

/** Who composed the supergraph, and what it allows. */
export interface Composition {
  /** The subgraphs; empty for a supergraph that was composed elsewhere. */
  readonly definitions: readonly SubgraphDefinition[];
  /** The parts of our own subgraph that each subgraph may take over, for example 'Organisation.name'. */
  readonly mayOverride: Readonly<Record<string, readonly string[]>>;
  /** Other subgraphs whose parts are protected like ours. */
  readonly guarded?: readonly string[];
}

/**
 * Checks that the fields and types of our own subgraph stay in the schema of the clients, and that our own subgraph
 * resolves them: any subgraph could take them over with a directive in its SDL. Throws a SupergraphError.
 */
export function checkOwnFields(
  supergraph: Supergraph,
  own: OwnSubgraph,
  { definitions, mayOverride, guarded = [] }: Composition,
): void {
  const ours = { name: own.name, schema: own.schema, document: parse(own.sdl, { noLocation: true }) };
  const ourParts = partsOf(ours);
  const theirs = guarded.map((name) => guardedSubgraph(definitionOf(name, definitions), supergraph, ourParts));
  const all = [ours, ...theirs];
  checkExceptions(mayOverride, all);
  for (const each of all) checkParts(supergraph, each, { definitions, mayOverride });
}

const partsOf = ({ document }: ComparedSubgraph) => new Set(elementsOf(document).map(({ coordinate }) => coordinate));

function definitionOf(name: string, definitions: readonly SubgraphDefinition[]): SubgraphDefinition {
  const definition = definitions.find((each) => each.name === name);
  if (definition) return definition;
  throw new SupergraphError(
    `${name} is protected, but its SDL is not known here: compose the supergraph here, or remove protected.`,
  );
}

function checkParts(
  supergraph: Supergraph,
  own: ComparedSubgraph,
  { definitions, mayOverride }: Pick<Composition, 'definitions' | 'mayOverride'>,
): void {
  const parts = partsOf(own);
  const others = definitions.filter(({ name }) => name !== own.name);
  const asked = others.flatMap((definition) => directivesOn(parts, definition, own.name));
  const known = new Set(asked.map(({ coordinate, effect }) => `${coordinate} ${effect}`));
  const rest = changedParts(supergraph, own).filter(({ coordinate, effect }) => !known.has(`${coordinate} ${effect}`));
  const taken = [...asked, ...rest].filter((change) => !isAllowed(change, mayOverride));
  if (taken.length === 0) return;
  const lines = withFiles(
    taken.map((change) => toProblem(change, others)),
    definitions,
  ).map(describeProblem);
  throw new SupergraphError(`Parts of ${own.name} would be taken over by other subgraphs.\n${lines.join('\n')}`);
}

interface Change extends ChangedPart {
  /** The directive that causes it, if it is known. */
  readonly directive?: string;
  readonly location?: SourceLocation | undefined;
}

/** What each directive would do to a field of ours. */
const EFFECTS: ReadonlyMap<string, string> = new Map([
  ['inaccessible', HIDDEN],
  ['override', MOVED],
  ['deprecated', 'would be marked as deprecated'],
  ['cost', 'would get another cost'],
  ['listSize', 'would get another cost'],
  ...['authenticated', 'requiresScopes', 'policy'].map((name) => [name, CLOSED] as const),
]);

/** The directives in another subgraph that change a part of ours, although that subgraph only refers to it. */
function directivesOn(
  parts: ReadonlySet<string>,
  { name: subgraph, sdl }: SubgraphDefinition,
  ownName: string,
): Change[] {
  const document = parse(sdl);
  const usualName = usualNames(document);
  const roots = rootNames(document);
  return elementsOf(document)
    .map((element) => ({
      ...element,
      coordinate: supergraphCoordinate(element.coordinate, roots),
      owner: supergraphCoordinate(element.owner, roots),
    }))
    .filter(({ coordinate }) => parts.has(coordinate))
    .flatMap(({ coordinate, owner, directives }) =>
      directives.flatMap((node): Change[] => {
        const name = usualName(node) ?? '';
        const effect = EFFECTS.get(name);
        if (effect === undefined || (name === 'override' && argumentsOf(node).from !== ownName)) return [];
        const location = node.loc && getLocation(node.loc.source, node.loc.start);
        return [{ coordinate, owner, subgraphs: [subgraph], effect, directive: node.name.value, location }];
      }),
    );
}

function isAllowed({ coordinate, owner, subgraphs }: Change, mayOverride: Composition['mayOverride']): boolean {
  const names = subgraphs.length > 0 ? subgraphs : Object.keys(mayOverride);
  const allowed = names.flatMap((name) => (Object.hasOwn(mayOverride, name) ? mayOverride[name]! : []));
  return allowed.includes(coordinate) || allowed.includes(owner);
}

/** A misspelt exception would allow nothing. */
function checkExceptions(mayOverride: Composition['mayOverride'], guarded: readonly ComparedSubgraph[]): void {
  const parts = new Set(guarded.flatMap((each) => [...partsOf(each)]));
  const names = guarded.map(({ name }) => name).join(', ');
  const unknown = Object.values(mayOverride)
    .flat()
    .filter((each) => !parts.has(each));
  if (unknown.length === 0) return;
  throw new SupergraphError(
    `mayOverride names what ${names} does not have: ${[...new Set(unknown)].join(', ')}. Write it as Type.field, for example Organisation.name.`,
  );
}

function toProblem(change: Change, others: readonly SubgraphDefinition[]): CompositionProblem {
  const { coordinate, subgraphs, effect, directive } = change;
  const first = others.find(({ name }) => name === subgraphs[0]);
  const location = change.location ?? (first && placeOfCoordinate(coordinate, parse(first.sdl)));

  const what = effect.startsWith('would have the type') ? 'Write the same type' : 'Remove this from the subgraph';
  const next = `${what}, or allow it with mayOverride: [${coordinate}] in the SUBGRAPHS file.`;
  const message = `${coordinate} ${effect}${directive === undefined ? '' : ` (@${directive})`}.`;
  return { code: 'OWN_PART_TAKEN', subgraphs, message, examples: [], count: 1, location, next };
}
