import { LINK, ORGANISATION, type Mistake } from './mistake';

export const teamMistakes: readonly Mistake[] = [
  {
    mistake: 'a field with two types in two teams',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses: Int @shareable }
`,
    more: {
      wards: `${LINK}type Organisation @key(fields: "code") { code: ID! doses: String @shareable }
`,
    },
    place: 'clinics, wards, clinics/schema.graphql:2:52',
    message:
      'Type of field "Organisation.doses" is incompatible across subgraphs: it has type "Int" in subgraph "clinics" but type "String" in subgraph "wards".',
    next: 'Agree on one type.',
    code: 'FIELD_TYPE_MISMATCH',
  },
  {
    mistake: 'an enum with two sets of values',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses(of: Kind): Kind }
enum Kind { A B }`,
    more: {
      wards: `${LINK}type Organisation @key(fields: "code") { code: ID! beds(of: Kind): Kind }
enum Kind { A C }`,
    },
    place: 'clinics, wards, clinics/schema.graphql:3:15',
    message:
      'Enum type "Kind" is used as both input type (for example, as type of "Organisation.doses(of:)") and output type (for example, as type of "Organisation.doses"), but value "B" is not defined in all the subgraphs defining "Kind": "B" is defined in subgraph "clinics" but not in subgraph "wards". (2 times, for example Kind.B, Kind.C)',
    next: 'Give the enum the same values everywhere.',
    code: 'ENUM_VALUE_MISMATCH',
  },
  {
    mistake: 'an argument with two types',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses(of: Int): Int @shareable }`,
    more: { wards: `${LINK}type Organisation @key(fields: "code") { code: ID! doses(of: String): Int @shareable }` },
    place: 'clinics, wards, clinics/schema.graphql:2:58',
    message:
      'Type of argument "Organisation.doses(of:)" is incompatible across subgraphs: it has type "Int" in subgraph "clinics" but type "String" in subgraph "wards".',
    next: 'Agree on one type.',
    code: 'FIELD_ARGUMENT_TYPE_MISMATCH',
  },
  {
    mistake: 'an argument with two defaults',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses(of: Int = 1): Int @shareable }`,
    more: { wards: `${LINK}type Organisation @key(fields: "code") { code: ID! doses(of: Int = 2): Int @shareable }` },
    place: 'clinics, wards, clinics/schema.graphql:2:58',
    message:
      'Argument "Organisation.doses(of:)" has incompatible default values across subgraphs: it has default value 1 in subgraph "clinics" but default value 2 in subgraph "wards".',
    next: 'Agree on one default value.',
    code: 'FIELD_ARGUMENT_DEFAULT_MISMATCH',
  },
  {
    mistake: 'a required argument that one team lacks',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses(of: Int!): Int @shareable }`,
    more: { wards: `${LINK}type Organisation @key(fields: "code") { code: ID! doses: Int @shareable }` },
    place: 'clinics, wards, clinics/schema.graphql:2:58',
    message:
      'Argument "Organisation.doses(of:)" is required in some subgraphs but does not appear in all subgraphs: it is required in subgraph "clinics" but does not appear in subgraph "wards".',
    next: 'Give the field the same arguments in every subgraph, or make the argument optional.',
    code: 'REQUIRED_ARGUMENT_MISSING_IN_SOME_SUBGRAPH',
  },
  {
    mistake: 'an input with a required field that one team lacks',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses(f: Filter): Int }
input Filter { of: Int! }`,
    more: {
      wards: `${LINK}type Organisation @key(fields: "code") { code: ID! beds(f: Filter): Int }
input Filter { at: Int }`,
    },
    place: 'clinics, wards, clinics/schema.graphql:3:16',
    message:
      'Input object field "Filter.of" is required in some subgraphs but does not appear in all subgraphs: it is required in subgraph "clinics" but does not appear in subgraph "wards".',
    next: 'Give the input the same required fields in every subgraph.',
    code: 'REQUIRED_INPUT_FIELD_MISSING_IN_SOME_SUBGRAPH',
  },
  {
    mistake: 'a type of two kinds',
    clinics: `${LINK}type Query { d: Dose }
 type Dose { id: ID }`,
    more: {
      wards: `${LINK}type Query { e: Dose }
 enum Dose { A }`,
    },
    place: 'clinics, wards, clinics/schema.graphql:3:2',
    message:
      'Type "Dose" has mismatched kind: it is defined as Object Type in subgraph "clinics" but Enum Type in subgraph "wards".',
    next: 'Give the type another name in one of the subgraphs.',
    code: 'TYPE_KIND_MISMATCH',
  },
  {
    mistake: 'a value type with a field that one team lacks',
    clinics: `${LINK}type Query { d: Dose }
type Dose @shareable { id: ID batch: ID }`,
    more: {
      wards: `${LINK}type Query { e: Dose }
type Dose @shareable { id: ID }`,
    },
    place: 'clinics, wards, clinics/schema.graphql:3:1',
    message:
      'Fields cannot be reached: cannot move to subgraph "clinics" because type "Dose" has no @key defined in subgraph "clinics".',
    next: 'Give Dose in clinics another name, or the same fields in every subgraph, each @shareable.',
    code: 'SATISFIABILITY_ERROR',
  },
  {
    mistake: 'a key that no subgraph resolves',
    clinics: `${LINK}type Query { d: Dose }
type Dose @key(fields: "id", resolvable: false) { id: ID! }`,
    more: { wards: `${LINK}type Dose @key(fields: "id", resolvable: false) { id: ID! batch: ID }` },
    place: 'wards, clinics, wards/schema.graphql:2:59',
    message:
      'Fields cannot be reached: cannot move to subgraph "wards" because type "Dose" has no @key defined in subgraph "wards".',
    next: 'Give the type a @key that both subgraphs can resolve.',
    code: 'SATISFIABILITY_ERROR',
  },
  {
    mistake: 'two overrides of one field',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses: Int @override(from: "wards") }`,
    more: {
      wards: `${LINK}type Organisation @key(fields: "code") { code: ID! doses: Int @override(from: "clinics") }`,
    },
    place: 'clinics, wards, clinics/schema.graphql:2:63',
    message:
      'Field "Organisation.doses" on subgraph "clinics" is also marked with directive @override in subgraph "wards". Only one @override directive is allowed per field. (2 times, for example Organisation.doses)',
    next: 'Leave @override to the subgraph that shall resolve the field.',
    code: 'OVERRIDE_SOURCE_HAS_OVERRIDE',
  },
  {
    mistake: 'the name of another team',
    clinics: `${LINK}${ORGANISATION}`,
    more: { Clinics: `${LINK}type Query { e: Int }` },
    place: 'Clinics, Clinics/schema.graphql',
    message: 'Two subgraphs have this name.',
    next: 'Give each subgraph a different name.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'an invalid name',
    clinics: `${LINK}${ORGANISATION}`,
    more: { '1st': `${LINK}type Query { e: Int }` },
    place: '1st, 1st/schema.graphql',
    message: "'1st' is not a valid subgraph name.",
    next: 'Begin with a letter, then letters, digits, - and _.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'an extension of a type that nobody has',
    clinics: `${LINK}${ORGANISATION}extend type Dose { id: ID }`,
    place: 'clinics, clinics/schema.graphql:3:1',
    message: 'Type "Dose" is an extension type, but there is no type definition for "Dose" in any subgraph.',
    next: 'Write type instead of extend type, or correct the name.',
    code: 'EXTENSION_WITH_NO_BASE',
  },
];
