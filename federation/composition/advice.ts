import { NEWEST_VERSION } from './federation-version';

const ONE_KIND = 'Give the type another name in one of the subgraphs.';
const ONE_OF_THEM = 'Remove one of the two.';
const HIDE_BOTH = 'Mark what refers to it @inaccessible too, or remove @inaccessible.';
const SAME_ARGUMENTS = 'Give the field the same arguments in every subgraph, or make the argument optional.';
const OBJECTS_ONLY = 'Move the directive to the fields of the types that implement the interface.';

/** The next step for a composition error, by its code. */
const NEXT: Readonly<Record<string, string>> = {
  INVALID_GRAPHQL: 'Correct its SDL.',
  NO_QUERIES: 'Let one subgraph define type Query.',
  TYPE_DEFINITION_INVALID: 'Remove your definition: federation defines this type.',
  DIRECTIVE_DEFINITION_INVALID: 'Remove your definition: federation defines this directive.',
  UNKNOWN_FEDERATION_LINK_VERSION: `Use a version of federation from v2.0 to ${NEWEST_VERSION}.`,
  UNKNOWN_LINK_VERSION: 'Use a version of this specification that exists.',
  INVALID_LINK_DIRECTIVE_USAGE: 'Correct @link.',
  INVALID_LINK_IDENTIFIER: 'Correct the url of @link.',
  LINK_IMPORT_NAME_MISMATCH: 'Import it under the same name in every subgraph.',
  EXTERNAL_MISSING_ON_BASE: 'Correct the name, or remove @external: no other subgraph resolves this field.',
  EXTERNAL_UNUSED: 'Remove the field, or @external when this subgraph resolves it.',
  EXTERNAL_TYPE_MISMATCH: 'Give the field the type that it has where it is resolved.',
  EXTERNAL_ARGUMENT_MISSING: 'Give the field the arguments that it has where it is resolved.',
  MERGED_DIRECTIVE_APPLICATION_ON_EXTERNAL: 'Move the directive to the subgraph that resolves the field.',
  INVALID_FIELD_SHARING: 'Mark the field @shareable in every subgraph that resolves it, or leave it to one.',
  INVALID_SHAREABLE_USAGE: OBJECTS_ONLY,
  FIELD_TYPE_MISMATCH: 'Agree on one type.',
  FIELD_ARGUMENT_TYPE_MISMATCH: 'Agree on one type.',
  FIELD_ARGUMENT_DEFAULT_MISMATCH: 'Agree on one default value.',
  INPUT_FIELD_DEFAULT_MISMATCH: 'Agree on one default value.',
  REQUIRED_ARGUMENT_MISSING_IN_SOME_SUBGRAPH: SAME_ARGUMENTS,
  REQUIRED_INPUT_FIELD_MISSING_IN_SOME_SUBGRAPH: 'Give the input the same required fields in every subgraph.',
  EMPTY_MERGED_INPUT_TYPE: 'Give the input the same fields in every subgraph, or another name in one of them.',
  EMPTY_MERGED_ENUM_TYPE: 'Give the enum the same values in every subgraph, or another name in one of them.',
  ENUM_VALUE_MISMATCH: 'Give the enum the same values everywhere.',
  TYPE_KIND_MISMATCH: ONE_KIND,
  EXTENSION_WITH_NO_BASE: 'Write type instead of extend type, or correct the name.',
  KEY_INVALID_FIELDS: 'Correct the fields of @key.',
  KEY_INVALID_FIELDS_TYPE: 'Write the fields of @key as a string.',
  KEY_FIELDS_HAS_ARGS: 'Use fields without arguments in @key.',
  KEY_FIELDS_SELECT_INVALID_TYPE: 'Use fields in @key that are neither lists, interfaces nor unions.',
  KEY_DIRECTIVE_IN_FIELDS_ARG: 'Remove the directive from the fields of @key.',
  KEY_UNSUPPORTED_ON_INTERFACE: 'Link to federation v2.3 or a newer version, or remove @key from the interface.',
  REQUIRES_INVALID_FIELDS: 'Correct the fields of @requires.',
  REQUIRES_INVALID_FIELDS_TYPE: 'Write the fields of @requires as a string.',
  REQUIRES_FIELDS_MISSING_EXTERNAL:
    'Mark the field @external, or remove it from @requires when this subgraph resolves it.',
  REQUIRES_DIRECTIVE_IN_FIELDS_ARG: 'Remove the directive from the fields of @requires.',
  REQUIRES_UNSUPPORTED_ON_INTERFACE: OBJECTS_ONLY,
  PROVIDES_INVALID_FIELDS: 'Correct the fields of @provides.',
  PROVIDES_INVALID_FIELDS_TYPE: 'Write the fields of @provides as a string.',
  PROVIDES_FIELDS_MISSING_EXTERNAL:
    'Remove @provides: this subgraph resolves the field anyway. Or mark the field @external.',
  PROVIDES_FIELDS_HAS_ARGS: 'Use fields without arguments in @provides.',
  PROVIDES_DIRECTIVE_IN_FIELDS_ARG: 'Remove the directive from the fields of @provides.',
  PROVIDES_ON_NON_OBJECT_FIELD: 'Remove @provides, which belongs to fields that return objects.',
  PROVIDES_UNSUPPORTED_ON_INTERFACE: OBJECTS_ONLY,
  OVERRIDE_FROM_SELF_ERROR: 'Name the subgraph that resolved the field before, or remove @override.',
  OVERRIDE_COLLISION_WITH_ANOTHER_DIRECTIVE: ONE_OF_THEM,
  OVERRIDE_SOURCE_HAS_OVERRIDE: 'Leave @override to the subgraph that shall resolve the field.',
  OVERRIDE_ON_INTERFACE: OBJECTS_ONLY,
  OVERRIDE_LABEL_INVALID:
    'Write a label such as percent(10), or a name of letters, digits and _-:./ that begins with a letter.',
  INTERFACE_FIELD_NO_IMPLEM: 'Add the field to the type, or remove it from the interface.',
  INTERFACE_KEY_MISSING_IMPLEMENTATION_TYPE: 'Define every type of the interface in this subgraph.',
  INTERFACE_KEY_NOT_ON_IMPLEMENTATION: 'Add the same @key to every type of the interface.',
  INTERFACE_OBJECT_USAGE_ERROR:
    'Use @interfaceObject with a @key, on the name of an interface that another subgraph defines.',
  COST_APPLIED_TO_INTERFACE_FIELD: OBJECTS_ONLY,
  DIRECTIVE_COST_INVALID_WEIGHT: 'Write the weight as a number.',
  LIST_SIZE_APPLIED_TO_NON_LIST: 'Remove @listSize, or name the lists below the field in sizedFields.',
  LIST_SIZE_INVALID_SIZED_FIELD: 'Remove @listSize, or name the lists below the field in sizedFields.',
  LIST_SIZE_INVALID_SLICING_ARGUMENT: 'Name arguments of the field that are integers in slicingArguments.',
  LIST_SIZE_INVALID_ASSUMED_SIZE: 'Write the assumed size as a number that is not negative.',
  DIRECTIVE_COMPOSITION_ERROR: 'Define the directive, link to its specification, or remove @composeDirective.',
  REFERENCED_INACCESSIBLE: HIDE_BOTH,
  REQUIRED_INACCESSIBLE: HIDE_BOTH,
  IMPLEMENTED_BY_INACCESSIBLE: HIDE_BOTH,
  DEFAULT_VALUE_USES_INACCESSIBLE: HIDE_BOTH,
  ONLY_INACCESSIBLE_CHILDREN: 'Mark the type itself @inaccessible, or let clients see a part of it.',
  QUERY_ROOT_TYPE_INACCESSIBLE: 'Remove @inaccessible from the type Query.',
  SATISFIABILITY_ERROR: 'Give the type a @key that both subgraphs can resolve.',
};

/** Errors whose message says more than their code. */
const BY_MESSAGE: readonly (readonly [RegExp, string])[] = [
  [
    /^Syntax Error: (Unexpected <EOF>|Expected Name, found String)/,
    'Provide its SDL: what { _service { sdl } } returns, or its schema file.',
  ],
  [/^Syntax Error.*<EOF>/, 'Close what is open: a brace or a string is missing.'],
  [/^Unknown directive "@link"/, 'Write the url of @link as https://specs.apollo.dev/federation/v2.9.'],
  [/^Unknown type (\w+)/, 'Define the type, or correct the name.'],
  [/^Unknown argument/, 'Correct the name of the argument.'],
  [/^Directive "@\w+" argument .* is required/, 'Add the argument.'],
  [/^Invalid value for/, 'Write a value of this type.'],
  [/may not be used on/, 'Move the directive to where it belongs, or remove it.'],
  [/can only be defined once|can be only one type/, 'Remove one of the definitions.'],
  [/must define one or more fields/, 'Add a field.'],
  [/must be Output Type/, 'Use a scalar, an enum, an object, an interface or a union here.'],
  [/must be Input Type/, 'Use a scalar, an enum or an input here.'],
  [/^Interface field .* expected/, 'Add the field to the type.'],
  [/^Union type/, 'Remove what is not an object from the union.'],
  [/must not begin with "__"/, 'Give it another name.'],
];

const FEDERATION_2 =
  /^Unknown directive "@(shareable|inaccessible|override|composeDirective|interfaceObject|cost|listSize|tag|authenticated|requiresScopes|policy|context|fromContext)"/;

/** The next step for an error of the composition library. */
export function nextStep(code: string, message: string, isLinked: boolean): string {
  const directive = FEDERATION_2.exec(message)?.[1];
  if (directive !== undefined) return isLinked ? `Add "@${directive}" to the import of @link.` : linkWith(directive);
  if (/^Unknown directive "@/.test(message) && !message.includes('@link')) return 'Define the directive, or remove it.';
  if (code !== 'INVALID_GRAPHQL') return NEXT[code] ?? 'Compare these subgraphs.';
  return BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? NEXT.INVALID_GRAPHQL!;
}

const linkWith = (directive: string) =>
  `Begin with: extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@${directive}"]).`;
