import { getLocation, parse } from 'graphql';
import type { SubgraphDefinition } from '../composition/compose';
import { requirementOf } from '../authorization/directives';
import { implies, NOTHING_REQUIRED } from '../authorization/requirement';
import { describeProblem, type CompositionProblem } from '../composition/composition-problem';
import { elementsOf, rootNames, supergraphCoordinate, type Element } from './elements';
import { featuresOf, linkedDirectives, type LinkedDirective } from './links';
import { SupergraphError, type Supergraph } from './supergraph';

/**
 * Checks that the supergraph requires at least what each subgraph requires of its clients: a protection that composition lost
 * would be noticed by nobody. Throws a SupergraphError.
 */
export function checkAccessIsKept(supergraph: Supergraph, definitions: readonly SubgraphDefinition[]): void {
  const problems = definitions.flatMap((definition) => lostAccess(supergraph, definition));
  if (problems.length === 0) return;
  const lines = problems.map(describeProblem).join('\n');
  throw new SupergraphError(`Some of what subgraphs protect would not be protected in the supergraph.\n${lines}`);
}

function lostAccess({ access, schema }: Supergraph, { name, sdl }: SubgraphDefinition): CompositionProblem[] {
  const document = parse(sdl);
  const linked = linkedDirectives(featuresOf(document));
  const roots = rootNames(document);
  return elementsOf(document).flatMap((element): CompositionProblem[] => {
    const { coordinate } = element;
    const directives = renamed(element, linked);
    const own = requirementOf({ astNode: { directives } });
    const [typeName = '', fieldName] = supergraphCoordinate(coordinate, roots).split('.');
    if (!schema.getType(typeName)) return [];
    const kept =
      (fieldName === undefined ? access.ofType(typeName) : access.ofField(typeName, fieldName)) ?? NOTHING_REQUIRED;
    if (implies(kept, own)) return [];
    const { loc } = directives[0]!;
    const location = loc && getLocation(loc.source, loc.start);
    const message = `${coordinate} would be open to clients that this subgraph does not allow to read it.`;
    const next = 'Add the same directive in every subgraph that defines this.';
    return [{ code: 'ACCESS_LOST', subgraphs: [name], message, examples: [], count: 1, location, next }];
  });
}

/** The directives of an element under the names of the federation specification. */
function renamed({ directives }: Element, linked: (name: string) => LinkedDirective | undefined) {
  return directives.flatMap((node) => {
    const found = linked(node.name.value);
    return found ? [{ ...node, name: { ...node.name, value: found.name } }] : [];
  });
}
