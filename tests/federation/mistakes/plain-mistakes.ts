import { LINK, ORGANISATION, type Mistake } from './mistake';

export const plainMistakes: readonly Mistake[] = [
  {
    mistake: 'an SDL with a missing brace',
    clinics: `${LINK}type Organisation @key(fields: "code") {
  code: ID!
`,
    place: 'clinics, clinics/schema.graphql:4:1',
    message: 'Syntax Error: Expected Name, found <EOF>.',
    next: 'Close what is open: a brace or a string is missing.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'an introspection result instead of SDL',
    clinics: `{"data":{"__schema":{"types":[]}}}`,
    place: 'clinics, clinics/schema.graphql:1:2',
    message: 'Syntax Error: Expected Name, found String "data".',
    next: 'Provide its SDL: what { _service { sdl } } returns, or its schema file.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'an empty file',
    clinics: ``,
    place: 'clinics, clinics/schema.graphql:1:1',
    message: 'Syntax Error: Unexpected <EOF>.',
    next: 'Provide its SDL: what { _service { sdl } } returns, or its schema file.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'an unknown type',
    clinics: `${LINK}type Organisation @key(fields: "code") {
  code: ID!
  doses: Dose
}`,
    place: 'clinics, clinics/schema.graphql:4:10',
    message: 'Unknown type Dose.',
    next: 'Define the type, or correct the name.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'an unknown directive',
    clinics: `${LINK}type Organisation @key(fields: "code") {
  code: ID!
  doses: Int @nope
}`,
    place: 'clinics, clinics/schema.graphql:4:14',
    message: 'Unknown directive "@nope".',
    next: 'Define the directive, or remove it.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'a directive with an unknown argument',
    clinics: `${LINK}type Organisation @key(field: "code") { code: ID! doses: Int }`,
    place: 'clinics, clinics/schema.graphql:2:24',
    message: 'Unknown argument "field" on directive "@key".',
    next: 'Correct the name of the argument.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'a directive with a missing argument',
    clinics: `${LINK}type Organisation @key { code: ID! doses: Int }`,
    place: 'clinics, clinics/schema.graphql:2:19',
    message: 'Directive "@key" argument "fields" of type "FieldSet!" is required, but it was not provided.',
    next: 'Add the argument.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'a directive with an argument of another type',
    clinics: `${LINK}type Organisation @key(fields: "code", resolvable: "no") { code: ID! doses: Int }`,
    place: 'clinics, clinics/schema.graphql:2:40',
    message: 'Invalid value for "@key(resolvable:)" of type "Boolean" in application of "@key" to "Organisation".',
    next: 'Write a value of this type.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'a directive where it may not stand',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses: Int @key(fields: "code") }`,
    place: 'clinics, clinics/schema.graphql:2:63',
    message: 'Directive "@key" may not be used on FIELD_DEFINITION.',
    next: 'Move the directive to where it belongs, or remove it.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'a field that is there twice',
    clinics: `${LINK}type Organisation @key(fields: "code") {
  code: ID!
  doses: Int
  doses: Float
}`,
    place: 'clinics, clinics/schema.graphql:4:3',
    message: 'Field "Organisation.doses" can only be defined once.',
    next: 'Remove one of the definitions.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'a type that is there twice',
    clinics: `${LINK}${ORGANISATION}type Dose { id: ID }
type Dose { at: String }`,
    place: 'clinics, clinics/schema.graphql:4:1',
    message: 'There can be only one type named "Dose".',
    next: 'Remove one of the definitions.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'a type without fields',
    clinics: `${LINK}${ORGANISATION}type Dose @key(fields: "id")`,
    place: 'clinics, clinics/schema.graphql:3:1',
    message: 'Type Dose must define one or more fields.',
    next: 'Add a field.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'an input as the type of a field',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses: Filter }
input Filter { a: Int }`,
    place: 'clinics, clinics/schema.graphql:2:52',
    message: 'The type of "Organisation.doses" must be Output Type but got: "Filter".',
    next: 'Use a scalar, an enum, an object, an interface or a union here.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'an object as the type of an argument',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID! doses(of: Dose): Int }
type Dose { a: Int }`,
    place: 'clinics, clinics/schema.graphql:2:58',
    message: 'The type of "Organisation.doses(of:)" must be Input Type but got "Dose".',
    next: 'Use a scalar, an enum or an input here.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'a type without a field of its interface',
    clinics: `${LINK}${ORGANISATION}interface Named { name: String }
type Dose implements Named { id: ID }
extend type Query { dose: Dose }`,
    place: 'clinics, clinics/schema.graphql:4:1',
    message: 'Interface field Named.name expected but Dose does not provide it.',
    next: 'Add the field to the type.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'an unknown interface',
    clinics: `${LINK}${ORGANISATION}type Dose implements Named { id: ID }`,
    place: 'clinics, clinics/schema.graphql:3:22',
    message: 'Unknown type Named.',
    next: 'Define the type, or correct the name.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'a union of a scalar',
    clinics: `${LINK}${ORGANISATION}union Any = Int | Organisation`,
    place: 'clinics, clinics/schema.graphql:3:1',
    message: 'Union type Any can only include Object types, it cannot include Int.',
    next: 'Remove what is not an object from the union.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'a reserved name',
    clinics: `${LINK}${ORGANISATION}type Query { __doses: Int }`,
    place: 'clinics, clinics/schema.graphql:3:14',
    message: 'Name "__doses" must not begin with "__", which is reserved by GraphQL introspection.',
    next: 'Give it another name.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'a value of an enum twice',
    clinics: `${LINK}${ORGANISATION}enum Dose { A A }`,
    place: 'clinics, clinics/schema.graphql:3:13',
    message: 'Enum value "Dose.A" can only be defined once.',
    next: 'Remove one of the definitions.',
    code: 'INVALID_GRAPHQL',
  },
];
