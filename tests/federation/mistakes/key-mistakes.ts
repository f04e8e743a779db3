import { LINK, ORGANISATION, type Mistake } from './mistake';

export const keyMistakes: readonly Mistake[] = [
  {
    mistake: 'no link to federation 2',
    clinics: `type Organisation @key(fields: "code") { code: ID! doses: Int @shareable }`,
    place: 'clinics, clinics/schema.graphql:1:63',
    message: 'Unknown directive "@shareable".',
    next: 'Begin with: extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"]).',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'a directive that is not imported',
    clinics: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
type Organisation @key(fields: "code") { code: ID! doses: Int @shareable }`,
    place: 'clinics, clinics/schema.graphql:2:63',
    message: 'Unknown directive "@shareable".',
    next: 'Add "@shareable" to the import of @link.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'an import that federation does not have',
    clinics: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@keys"])
${ORGANISATION}`,
    place: 'clinics, clinics/schema.graphql:1:87',
    message: 'Federation has no element @keys to import.',
    next: 'Correct the name.',
    code: 'INVALID_LINK_DIRECTIVE_USAGE',
  },
  {
    mistake: 'an import of a newer version',
    clinics: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@policy"])
${ORGANISATION}`,
    place: 'clinics, clinics/schema.graphql:1:87',
    message: '@policy needs federation v2.6, and this schema links to v2.3.',
    next: 'Link to https://specs.apollo.dev/federation/v2.6 or a newer version.',
    code: 'INVALID_LINK_DIRECTIVE_USAGE',
  },
  {
    mistake: 'an unknown version of federation',
    clinics: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.99", import: ["@key"])
${ORGANISATION}`,
    place: 'clinics, clinics/schema.graphql:1:15',
    message: 'Invalid version v2.99 for the federation feature in @link directive on schema.',
    next: 'Use a version of federation from v2.0 to v2.14.',
    code: 'UNKNOWN_FEDERATION_LINK_VERSION',
  },
  {
    mistake: 'a link with an invalid address',
    clinics: `extend schema @link(url: "specs.apollo.dev/federation/v2.9", import: ["@key"])
${ORGANISATION}`,
    place: 'clinics, clinics/schema.graphql:1:15',
    message: 'Unknown directive "@link".',
    next: 'Write the url of @link as https://specs.apollo.dev/federation/v2.9.',
    code: 'INVALID_GRAPHQL',
  },
  {
    mistake: 'Organisation without @key',
    clinics: `${LINK}type Organisation {
  code: ID!
  doses: Int
}`,
    place: 'clinics, organisations, clinics/schema.graphql:2:1',
    message:
      'Non-shareable field "Organisation.code" is resolved from multiple subgraphs: it is resolved from subgraphs "clinics" and "organisations" and defined as non-shareable in subgraph "clinics".',
    next: 'Add @key(fields: "code") to Organisation in clinics.',
    code: 'INVALID_FIELD_SHARING',
  },
  {
    mistake: 'an extension of Organisation without @key',
    clinics: `${LINK}extend type Organisation { doses: Int }`,
    place: 'clinics, organisations, clinics/schema.graphql:2:1',
    message:
      'Fields cannot be reached: cannot move to subgraph "clinics" because type "Organisation" has no @key defined in subgraph "clinics".',
    next: 'Add @key(fields: "code") to Organisation in clinics.',
    code: 'SATISFIABILITY_ERROR',
  },
  {
    mistake: 'Organisation by another key',
    clinics: `${LINK}type Organisation @key(fields: "uprn") { uprn: ID! doses: Int }`,
    place: 'clinics, organisations, clinics/schema.graphql:2:1',
    message:
      'Fields cannot be reached: cannot move to subgraph "clinics" using @key(fields: "uprn") of "Organisation", the key field(s) cannot be resolved from subgraph "organisations". (2 times, for example Organisation.uprn, Organisation.doses)',
    next: 'Give Organisation in clinics @key(fields: "code"), by which organisations resolves it.',
    code: 'SATISFIABILITY_ERROR',
  },
  {
    mistake: 'a key without its field',
    clinics: `${LINK}type Organisation @key(fields: "code") { doses: Int }`,
    place: 'clinics, clinics/schema.graphql:2:19',
    message:
      'On type "Organisation", for @key(fields: "code"): Cannot query field "code" on type "Organisation" (the field should either be added to this subgraph or, if it should not be resolved by this subgraph, you need to add it to this subgraph with @external).',
    next: 'Correct the fields of @key.',
    code: 'KEY_INVALID_FIELDS',
  },
  {
    mistake: 'a misspelt key',
    clinics: `${LINK}type Organisation @key(fields: "cod") { code: ID! doses: Int }`,
    place: 'clinics, clinics/schema.graphql:2:19',
    message:
      'On type "Organisation", for @key(fields: "cod"): Cannot query field "cod" on type "Organisation" (the field should either be added to this subgraph or, if it should not be resolved by this subgraph, you need to add it to this subgraph with @external).',
    next: 'Correct the fields of @key.',
    code: 'KEY_INVALID_FIELDS',
  },
  {
    mistake: 'a key that is no field set',
    clinics: `${LINK}type Organisation @key(fields: "code {") { code: ID! doses: Int }`,
    place: 'clinics, clinics/schema.graphql:2:19',
    message: 'On type "Organisation", for @key(fields: "code {"): Syntax Error: Expected Name, found "}".',
    next: 'Correct the fields of @key.',
    code: 'KEY_INVALID_FIELDS',
  },
  {
    mistake: 'an object in a key without its fields',
    clinics: `${LINK}${ORGANISATION}type Query { dose: Dose }
type Dose @key(fields: "at") { at: Place }
type Place { id: ID }`,
    place: 'clinics, clinics/schema.graphql:4:11',
    message: 'The fields of @key name Dose.at, which is an object, without any of its fields.',
    next: 'Select fields of it, for example at { id }.',
    code: 'KEY_INVALID_FIELDS',
  },
  {
    mistake: 'a key with another type',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: Int! doses: Int }`,
    place: 'clinics, organisations, clinics/schema.graphql:2:42',
    message:
      'Type of field "Organisation.code" is incompatible across subgraphs: it has type "Int!" in subgraph "clinics" but type "ID!" in subgraph "organisations".',
    next: 'Write its type as organisations does: ID!.',
    code: 'FIELD_TYPE_MISMATCH',
  },
  {
    mistake: 'a key that may be null',
    clinics: `${LINK}type Organisation @key(fields: "code") { code: ID doses: Int }`,
    place: 'clinics, clinics/schema.graphql:2:42',
    message: 'Organisation.code would have the type ID instead of ID!.',
    next: 'Write the same type, or allow it with mayOverride: [Organisation.code] in the SUBGRAPHS file.',
    code: 'OWN_PART_TAKEN',
  },
  {
    mistake: 'a key that our own subgraph does not have, beside a team with the right one',
    clinics: `${LINK}${ORGANISATION}`,
    more: { wards: `${LINK}type Organisation @key(fields: "uid") { uid: ID! beds: Int }` },
    place: 'wards, organisations, clinics, wards/schema.graphql:2:1',
    message:
      'Fields cannot be reached: cannot move to subgraph "wards" using @key(fields: "uid") of "Organisation", the key field(s) cannot be resolved from subgraph "organisations". (2 times, for example Organisation.uid, Organisation.beds)',
    next: 'Give Organisation in wards @key(fields: "code"), by which organisations resolves it.',
    code: 'SATISFIABILITY_ERROR',
  },
  {
    mistake: 'the same key where queries begin, so that the team with the right one cannot be reached',
    clinics: `${LINK}${ORGANISATION}`,
    more: {
      wards: `${LINK}type Query { w: Organisation }
type Organisation @key(fields: "uid", resolvable: false) { uid: ID! }`,
    },
    place: 'wards, organisations, clinics, wards/schema.graphql:3:1',
    message:
      'Fields cannot be reached: cannot move to subgraph "organisations" using @key(fields: "code") of "Organisation", the key field(s) cannot be resolved from subgraph "wards"; cannot move to subgraph "clinics" using @key(fields: "code") of "Organisation", the key field(s) cannot be resolved from subgraph "wards". (8 times, for example Organisation.code, Organisation.doses, Organisation.id)',
    next: 'Give Organisation in wards @key(fields: "code"), by which organisations resolves it.',
    code: 'SATISFIABILITY_ERROR',
  },
];
