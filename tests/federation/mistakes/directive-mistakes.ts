import { LINK, ORGANISATION, type Mistake } from './mistake';

export const directiveMistakes: readonly Mistake[] = [
  {
    mistake: '@provides on a scalar',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses: Int @provides(fields: "code") }`,
    place: 'clinics, clinics/schema.graphql:2:63',
    message:
      'Invalid @provides directive on field "Organisation.doses": field has type "Int" which is not a Composite Type.',
    next: 'Remove @provides, which belongs to fields that return objects.',
    code: 'PROVIDES_ON_NON_OBJECT_FIELD',
  },
  {
    mistake: '@provides of a field that is not external',
    clinics: `${LINK}${ORGANISATION}type Query { first: Organisation @provides(fields: "doses") }`,
    place: 'clinics, clinics/schema.graphql:3:34',
    message:
      'On field "Query.first", for @provides(fields: "doses"): field "Organisation.doses" should not be part of a @provides since it is already provided by this subgraph (it is not marked @external).',
    next: 'Remove @provides: this subgraph resolves the field anyway. Or mark the field @external.',
    code: 'PROVIDES_FIELDS_MISSING_EXTERNAL',
  },
  {
    mistake: '@override of a field of ours',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! name: String! @override(from: "organisations") }`,
    place: 'clinics, clinics/schema.graphql:2:66',
    message: 'Organisation.name would be resolved by this subgraph instead (@override).',
    next: 'Remove this from the subgraph, or allow it with mayOverride: [Organisation.name] in the SUBGRAPHS file.',
    code: 'OWN_PART_TAKEN',
  },
  {
    mistake: '@override of itself',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses: Int @override(from: "clinics") }`,
    place: 'clinics, clinics/schema.graphql:2:63',
    message: 'Source and destination subgraphs "clinics" are the same for overridden field "Organisation.doses".',
    next: 'Name the subgraph that resolved the field before, or remove @override.',
    code: 'OVERRIDE_FROM_SELF_ERROR',
  },
  {
    mistake: '@override with @external',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! name: String! @override(from: "organisations") @external }`,
    place: 'clinics, clinics/schema.graphql:2:66',
    message:
      '@override cannot be used on field "Organisation.name" on subgraph "clinics" since "Organisation.name" on "clinics" is marked with directive "@external".',
    next: 'Remove one of the two.',
    code: 'OVERRIDE_COLLISION_WITH_ANOTHER_DIRECTIVE',
  },
  {
    mistake: '@inaccessible on a field of ours',
    clinics: `${LINK}${ORGANISATION}extend type PageInfo @shareable { hasNextPage: Boolean! @inaccessible }`,
    place: 'clinics, organisations, clinics/schema.graphql:3:1',
    message: 'Type "PageInfo" is in the API schema but all of its fields are @inaccessible.',
    next: 'Mark the type itself @inaccessible, or let clients see a part of it.',
    code: 'ONLY_INACCESSIBLE_CHILDREN',
  },
  {
    mistake: '@inaccessible on a type that a visible field has',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! dose: Dose }
type Dose @inaccessible { id: ID }`,
    place: 'clinics, clinics/schema.graphql:2:52',
    message: 'Type "Dose" is @inaccessible but is referenced by "Organisation.dose", which is in the API schema.',
    next: 'Mark what refers to it @inaccessible too, or remove @inaccessible.',
    code: 'REFERENCED_INACCESSIBLE',
  },
  {
    mistake: '@cost on an interface',
    clinics: `${LINK}${ORGANISATION}interface Dosed { doses: Int @cost(weight: 3) }
type Query { d: Dosed }
type Dose implements Dosed { doses: Int }`,
    place: 'clinics, clinics/schema.graphql:3:19',
    message: '@cost cannot be applied to interface "Dosed.doses".',
    next: 'Move the directive to the fields of the types that implement the interface.',
    code: 'COST_APPLIED_TO_INTERFACE_FIELD',
  },
  {
    mistake: '@listSize on a field that is no list',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses: Int @listSize(assumedSize: 3) }`,
    place: 'clinics, clinics/schema.graphql:2:52',
    message: '"Organisation.doses" is not a list. Try to add @listSize(sizedFields:) argument.',
    next: 'Remove @listSize, or name the lists below the field in sizedFields.',
    code: 'LIST_SIZE_INVALID_SIZED_FIELD',
  },
  {
    mistake: '@listSize with an unknown argument',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses: [Int] @listSize(slicingArguments: ["first"]) }`,
    place: 'clinics, clinics/schema.graphql:2:52',
    message: '"Organisation.doses" references "first" argument in @listSize(slicingArguments:) that does not exist.',
    next: 'Name arguments of the field that are integers in slicingArguments.',
    code: 'LIST_SIZE_INVALID_SLICING_ARGUMENT',
  },
  {
    mistake: '@shareable on an interface',
    clinics: `${LINK}${ORGANISATION}interface Dosed { doses: Int @shareable }
type Query { d: Dosed }
type Dose implements Dosed { doses: Int }`,
    place: 'clinics, clinics/schema.graphql:3:30',
    message: 'Invalid use of @shareable on field "Dosed.doses": only object type fields can be marked with @shareable.',
    next: 'Move the directive to the fields of the types that implement the interface.',
    code: 'INVALID_SHAREABLE_USAGE',
  },
  {
    mistake: '@interfaceObject without a key',
    clinics: `${LINK}${ORGANISATION}type Node @interfaceObject { id: ID! tags: Int }`,
    place: 'clinics, clinics/schema.graphql:3:1',
    message:
      'The @interfaceObject directive can only be applied to entity types but type "Node" has no @key in this subgraph.',
    next: 'Use @interfaceObject with a @key, on the name of an interface that another subgraph defines.',
    code: 'INTERFACE_OBJECT_USAGE_ERROR',
  },
  {
    mistake: '@interfaceObject of an object',
    clinics: `${LINK}type Organisation @key(fields: "code") @interfaceObject { code: ID! doses: Int }`,
    place: 'clinics, organisations, clinics/schema.graphql:2:1',
    message: 'Type "Organisation" is declared with @interfaceObject in all the subgraphs in which is is defined.',
    next: 'Use @interfaceObject with a @key, on the name of an interface that another subgraph defines.',
    code: 'INTERFACE_OBJECT_USAGE_ERROR',
  },
  {
    mistake: 'an interface with a key that its type lacks',
    clinics: `${LINK}${ORGANISATION}type Query { d: Dosed }
interface Dosed @key(fields: "id") { id: ID! }
type Dose implements Dosed { id: ID! }`,
    place: 'clinics, clinics/schema.graphql:4:17',
    message: 'Key @key(fields: "id") on interface type "Dosed" is missing on implementation type "Dose".',
    next: 'Add the same @key to every type of the interface.',
    code: 'INTERFACE_KEY_NOT_ON_IMPLEMENTATION',
  },
  {
    mistake: '@composeDirective of an unknown directive',
    clinics: `extend schema @composeDirective(name: "@nope") @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key","@shareable","@external","@requires","@provides","@override","@interfaceObject","@inaccessible","@tag","@composeDirective","@cost","@listSize"])
${ORGANISATION}`,
    place: 'clinics, clinics/schema.graphql:1:15',
    message:
      'Could not find matching directive definition for argument to @composeDirective "@nope" in subgraph "clinics".',
    next: 'Define the directive, link to its specification, or remove @composeDirective.',
    code: 'DIRECTIVE_COMPOSITION_ERROR',
  },
  {
    mistake: 'a field that two teams resolve',
    clinics: `${LINK}${ORGANISATION}`,
    more: { wards: `${LINK}${ORGANISATION}` },
    place: 'clinics, wards, clinics/schema.graphql:2:52',
    message:
      'Non-shareable field "Organisation.doses" is resolved from multiple subgraphs: it is resolved from subgraphs "clinics" and "wards" and defined as non-shareable in all of them.',
    next: 'Mark the field @shareable in every subgraph that resolves it, or leave it to one.',
    code: 'INVALID_FIELD_SHARING',
  },
];
