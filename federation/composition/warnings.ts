import { parse, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { elementsOf } from '../supergraph/elements';
import { argumentsOf, usualNames } from '../supergraph/links';
import type { SubgraphDefinition } from './compose';
import { withFiles, type CompositionProblem } from './composition-problem';
import { placeOfCoordinate, placeOfNode } from './places';

interface Parsed {
  readonly name: string;
  readonly document: DocumentNode;
}

/**
 * Returns what a supergraph leaves out of its subgraphs, and what in them has no effect. Composing does not report it.
 * Nothing is to be changed in the subgraph `ownName`: what others take over of it was permitted.
 */
export function compositionWarnings(
  definitions: readonly SubgraphDefinition[],
  supergraphSdl: string,
  ownName?: string,
): CompositionProblem[] {
  const subgraphs = definitions.map(({ name, sdl }) => ({ name, document: parse(sdl) }));
  const supergraph = new Set(coordinatesIn(parse(supergraphSdl, { noLocation: true })));
  const warnings = subgraphs.flatMap((subgraph) => [
    ...overrideWarnings(subgraph, subgraphs),
    ...leftOut(subgraph, subgraphs, supergraph),
  ]);
  const ofOthers = warnings.filter(({ subgraphs: [name] }) => name !== ownName);
  return withFiles(ofOthers, definitions);
}

function coordinatesIn(document: DocumentNode): string[] {
  return elementsOf(document).map(({ coordinate }) => coordinate);
}

function overrideWarnings(subgraph: Parsed, subgraphs: readonly Parsed[]): CompositionProblem[] {
  const usual = usualNames(subgraph.document);
  return elementsOf(subgraph.document).flatMap(({ coordinate, directives }) =>
    directives
      .filter((node) => usual(node) === 'override')
      .flatMap((node) => overrideWarning(coordinate, node, subgraph.name, subgraphs) ?? []),
  );
}

function overrideWarning(
  coordinate: string,
  node: ConstDirectiveNode,
  name: string,
  subgraphs: readonly Parsed[],
): CompositionProblem | undefined {
  const { from, label } = argumentsOf(node);
  const source = subgraphs.find((each) => each.name === from);
  const location = placeOfNode(node);
  const warn = (message: string, next: string) => warning('OVERRIDE_WITHOUT_EFFECT', name, { message, location, next });
  if (!source) {
    const names = subgraphs.map((each) => each.name).filter((each) => each !== name);
    return warn(
      `@override of ${coordinate} names the subgraph ${String(from)}, which is not there, and has no effect.`,
      `Correct the name: there are ${names.join(', ')}.`,
    );
  }
  const place = placeOfCoordinate(coordinate, source.document);
  if (!place)
    return warn(
      `@override of ${coordinate} has no effect: ${source.name} does not have the field.`,
      'Remove @override.',
    );
  if (label !== undefined) return undefined;
  return warning('OVERRIDDEN_FIELD', source.name, {
    message: `${coordinate} is never asked of this subgraph: ${name} overrides it.`,
    location: place,
    next: `Remove it here, then @override in ${name}.`,
  });
}

/** Arguments, fields of inputs and values of enums that other subgraphs do not have. */
function leftOut(
  { name, document }: Parsed,
  subgraphs: readonly Parsed[],
  supergraph: ReadonlySet<string>,
): CompositionProblem[] {
  const usual = usualNames(document);
  return elementsOf(document).flatMap(({ coordinate, directives }) => {
    const container = coordinate.replace(/\(\w+:\)$|\.\w+$/, '');
    const isKnown = supergraph.has(coordinate) || !supergraph.has(container);
    if (isKnown || directives.some((node) => usual(node) === 'fromContext')) return [];
    const without = subgraphs.filter(
      (each) => placeOfCoordinate(container, each.document) && !placeOfCoordinate(coordinate, each.document),
    );
    if (without.length === 0) return [];
    const message = `${coordinate} is left out of the schema of the clients: ${without.map((each) => each.name).join(', ')} does not have it.`;
    const next = 'Add it there too, or remove it here.';
    return [warning('LEFT_OUT', name, { message, location: placeOfCoordinate(coordinate, document), next })];
  });
}

function warning(
  code: string,
  subgraph: string,
  parts: Pick<CompositionProblem, 'message' | 'location' | 'next'>,
): CompositionProblem {
  return { code, subgraphs: [subgraph], examples: [], count: 1, ...parts };
}
