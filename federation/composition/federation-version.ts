import { getLocation, Kind, visit, type DefinitionNode, type DocumentNode, type ValueNode } from 'graphql';
import { featuresOf, type Feature } from '../supergraph/links';
import type { CompositionProblem } from './composition-problem';

/** The newest version of federation that is known. */
export const NEWEST_VERSION = 'v2.14';

/** The versions of federation that differ from v2.9 only in elements that this gateway does not support. */
const LIKE_V2_9 = /^(https:\/\/specs\.apollo\.dev\/federation\/)v2\.1[0-4]\/?$/;
const FEDERATION = 'https://specs.apollo.dev/federation';

/** The elements of the federation specification by the minor version of v2 that added them. */
const ELEMENTS: readonly (readonly [minor: number, names: string])[] = [
  [0, '@key @requires @provides @external @extends @shareable @inaccessible @override @tag FieldSet'],
  [1, '@composeDirective'],
  [3, '@interfaceObject'],
  [5, '@authenticated @requiresScopes Scope'],
  [6, '@policy Policy'],
  [8, '@context @fromContext ContextFieldValue'],
  [9, '@cost @listSize'],
  [12, '@cacheTag'],
];
const ADDED_IN: ReadonlyMap<string, number> = new Map(
  ELEMENTS.flatMap(([minor, names]) => names.split(' ').map((name) => [name, minor] as const)),
);
/** The newest minor version that the composition library knows. */
const LIBRARY_MINOR = 9;

/**
 * Makes the composition library accept versions of federation that it does not know, and imports of their elements. The
 * uses of such an element are problems of their own.
 */
export function withSupportedVersion(document: DocumentNode): DocumentNode {
  return { ...document, definitions: document.definitions.map(withVersion) };
}

function withVersion(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) return definition;
  return visit(definition, {
    Directive: (node) => {
      const isNew = node.arguments?.some(({ value }) => value.kind === Kind.STRING && LIKE_V2_9.test(value.value));
      if (!isNew) return false;
      return visit(node, {
        StringValue: (value) => ({ ...value, value: value.value.replace(LIKE_V2_9, '$1v2.9') }),
        ListValue: (list) => ({ ...list, values: list.values.filter((each) => !isNewer(importedName(each))) }),
      });
    },
  });
}

function isNewer(element: string | undefined): boolean {
  return element !== undefined && (ADDED_IN.get(element) ?? 0) > LIBRARY_MINOR;
}

type Imported = ValueNode;

function importedName(node: Imported): string | undefined {
  if (node.kind === Kind.STRING) return node.value;
  const name = node.kind === Kind.OBJECT ? node.fields.find((field) => field.name.value === 'name') : undefined;
  return name?.value.kind === Kind.STRING ? name.value.value : undefined;
}

/** Finds the imports of a subgraph that its version of federation does not have. */
export function importProblems(subgraph: string, document: DocumentNode): CompositionProblem[] {
  return featuresOf(document)
    .filter(({ identity, version }) => identity === FEDERATION && /^v2\.\d+$/.test(version))
    .flatMap((feature) => feature.elements.flatMap((node) => importProblem(subgraph, feature, node) ?? []));
}

function importProblem(subgraph: string, { version }: Feature, node: Imported): CompositionProblem | undefined {
  const name = importedName(node);
  if (name === undefined) return undefined;
  const needed = ADDED_IN.get(name);
  if (needed !== undefined && needed <= Number(version.slice('v2.'.length))) return undefined;
  const others = [...ADDED_IN.keys()].filter((each) => each.toLowerCase() === name.toLowerCase().replace(/^@?/, '@'));
  const [message, next] =
    needed === undefined
      ? [`Federation has no element ${name} to import.`, `${others[0] ? `Write ${others[0]}` : 'Correct the name'}.`]
      : [`${name} needs federation v2.${needed}, and this schema links to ${version}.`, linkTo(needed)];
  const location = node.loc && getLocation(node.loc.source, node.loc.start);
  const fixed = { code: 'INVALID_LINK_DIRECTIVE_USAGE', examples: [], count: 1 };
  return { ...fixed, subgraphs: [subgraph], message, location, next };
}

const linkTo = (minor: number) => `Link to ${FEDERATION}/v2.${minor} or a newer version.`;
