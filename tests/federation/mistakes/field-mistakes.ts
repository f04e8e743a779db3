import { LINK, ORGANISATION, type Mistake } from './mistake';

export const fieldMistakes: readonly Mistake[] = [
  {
    mistake: 'a type name of ours for an entity of its own',
    clinics: `${LINK}type Query { wards: [Measure!]! }
type Measure @key(fields: "number") { number: ID! beds: Int }`,
    place: 'clinics, organisations, clinics/schema.graphql:3:1',
    message: 'organisations has another type Measure.',
    next: 'Give yours another name, for example ClinicsMeasure.',
    code: 'SATISFIABILITY_ERROR',
  },
  {
    mistake: 'a type name of ours for a value',
    clinics: `${LINK}${ORGANISATION}extend type Organisation { best: Measurement }
type Measurement { beds: Int nurses: Int }`,
    place: 'clinics, organisations, clinics/schema.graphql:4:1',
    message: 'organisations has another type Measurement.',
    next: 'Give yours another name, for example ClinicsMeasurement.',
    code: 'SATISFIABILITY_ERROR',
  },
  {
    mistake: 'an enum name of ours',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! level: OrganisationLevel }
enum OrganisationLevel { WARD FLOOR }`,
    place: 'clinics, organisations, clinics/schema.graphql:3:1',
    message: 'organisations has another enum OrganisationLevel.',
    next: 'Give yours another name, for example ClinicsOrganisationLevel.',
    code: 'ENUM_VALUE_MISMATCH',
  },
  {
    mistake: 'an input name of ours',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses(within: Within): Int }
input Within { metres: Int! }`,
    place: 'clinics, organisations, clinics/schema.graphql:3:1',
    message: 'organisations has another input Within.',
    next: 'Give yours another name, for example ClinicsWithin.',
    code: 'REQUIRED_INPUT_FIELD_MISSING_IN_SOME_SUBGRAPH',
  },
  {
    mistake: 'a scalar name of ours for an object',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! from: LocalDate }
type LocalDate { day: Int }`,
    place: 'clinics, organisations, clinics/schema.graphql:3:1',
    message: 'organisations has another scalar LocalDate.',
    next: 'Give yours another name, for example ClinicsLocalDate.',
    code: 'TYPE_KIND_MISMATCH',
  },
  {
    mistake: 'an interface name of ours for an object',
    clinics: `${LINK}${ORGANISATION}type Query { n: Node }
type Node { id: ID! }`,
    place: 'clinics, organisations, clinics/schema.graphql:4:1',
    message: 'organisations has another interface Node.',
    next: 'Give yours another name, for example ClinicsNode.',
    code: 'TYPE_KIND_MISMATCH',
  },
  {
    mistake: 'a root field of ours',
    clinics: `${LINK}type Query { organisation(code: ID!): Organisation }
${ORGANISATION}`,
    place: 'clinics, organisations, clinics/schema.graphql:2:14',
    message:
      'Non-shareable field "Query.organisation" is resolved from multiple subgraphs: it is resolved from subgraphs "clinics" and "organisations" and defined as non-shareable in all of them.',
    next: 'Give it another name: organisations has Query.organisation.',
    code: 'INVALID_FIELD_SHARING',
  },
  {
    mistake: 'a field of ours',
    clinics: `${LINK}type Organisation @key(fields: "code") {
  code: ID!
  name: String!
}`,
    place: 'clinics, organisations, clinics/schema.graphql:4:3',
    message:
      'Non-shareable field "Organisation.name" is resolved from multiple subgraphs: it is resolved from subgraphs "clinics" and "organisations" and defined as non-shareable in all of them.',
    next: 'Remove it, because organisations resolves it. If @requires names it, mark it @external.',
    code: 'INVALID_FIELD_SHARING',
  },
  {
    mistake: 'a field of ours with another type',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! name: Int @shareable }`,
    place: 'clinics, organisations, clinics/schema.graphql:2:52',
    message:
      'Type of field "Organisation.name" is incompatible across subgraphs: it has type "Int" in subgraph "clinics" but type "String!" in subgraph "organisations".',
    next: 'Write its type as organisations does: String!.',
    code: 'FIELD_TYPE_MISMATCH',
  },
  {
    mistake: 'a field of ours that is external and not used',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! name: String! @external doses: Int }`,
    place: 'clinics, clinics/schema.graphql:2:52',
    message:
      'Field "Organisation.name" is marked @external but is not used in any federation directive (@key, @provides, @requires) or to satisfy an interface; the field declaration has no use and should be removed (or the field should not be @external).',
    next: 'Remove the field, or @external when this subgraph resolves it.',
    code: 'EXTERNAL_UNUSED',
  },
  {
    mistake: 'an external field that nobody has',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! nmae: String @external doses: Int @requires(fields: "nmae") }`,
    place: 'clinics, clinics/schema.graphql:2:52',
    message:
      'Field "Organisation.nmae" is marked @external on all the subgraphs in which it is listed (subgraph "clinics").',
    next: 'Correct the name, or remove @external: no other subgraph resolves this field.',
    code: 'EXTERNAL_MISSING_ON_BASE',
  },
  {
    mistake: 'an external field with another type',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! name: Int @external doses: Int @requires(fields: "name") }`,
    place: 'clinics, organisations, clinics/schema.graphql:2:52',
    message:
      'Type of field "Organisation.name" is incompatible across subgraphs: it has type "Int" in subgraph "clinics" but type "String!" in subgraph "organisations".',
    next: 'Write its type as organisations does: String!.',
    code: 'FIELD_TYPE_MISMATCH',
  },
  {
    mistake: '@requires of an unknown field',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses: Int @requires(fields: "nmae") }`,
    place: 'clinics, clinics/schema.graphql:2:63',
    message:
      'On field "Organisation.doses", for @requires(fields: "nmae"): Cannot query field "nmae" on type "Organisation" (if the field is defined in another subgraph, you need to add it to this subgraph with @external).',
    next: 'Correct the fields of @requires.',
    code: 'REQUIRES_INVALID_FIELDS',
  },
  {
    mistake: '@requires of a field that is not external',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! beds: Int doses: Int @requires(fields: "beds") }`,
    place: 'clinics, clinics/schema.graphql:2:73',
    message:
      'On field "Organisation.doses", for @requires(fields: "beds"): field "Organisation.beds" should not be part of a @requires since it is already provided by this subgraph (it is not marked @external).',
    next: 'Mark the field @external, or remove it from @requires when this subgraph resolves it.',
    code: 'REQUIRES_FIELDS_MISSING_EXTERNAL',
  },
  {
    mistake: '@requires that is no field set',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! name: String! @external doses: Int @requires(fields: "name {") }`,
    place: 'clinics, clinics/schema.graphql:2:87',
    message: 'On field "Organisation.doses", for @requires(fields: "name {"): Syntax Error: Expected Name, found "}".',
    next: 'Correct the fields of @requires.',
    code: 'REQUIRES_INVALID_FIELDS',
  },
  {
    mistake: '@provides of an unknown field',
    clinics: `${LINK}${ORGANISATION}type Query { dose: Dose @provides(fields: "organisation { nmae }") }
type Dose { organisation: Organisation }`,
    place: 'clinics, clinics/schema.graphql:3:25',
    message:
      'On field "Query.dose", for @provides(fields: "organisation { nmae }"): Cannot query field "nmae" on type "Organisation" (if the field is defined in another subgraph, you need to add it to this subgraph with @external).',
    next: 'Correct the fields of @provides.',
    code: 'PROVIDES_INVALID_FIELDS',
  },
];
