/** A mistake in the schema of a team, and what the team is told. */
export interface Mistake {
  readonly mistake: string;
  /** The SDL of the subgraph clinics. */
  readonly clinics: string;
  /** Other subgraphs of other teams. */
  readonly more?: Readonly<Record<string, string>>;
  /** The subgraphs involved, and the file with line and column. */
  readonly place: string;
  readonly message: string;
  /** What to do. */
  readonly next: string;
  readonly code: string;
}

const DIRECTIVES = [
  ...['@key', '@shareable', '@external', '@requires', '@provides', '@override', '@interfaceObject'],
  ...['@inaccessible', '@tag', '@composeDirective', '@cost', '@listSize'],
];

/** The first line of most schemas. */
export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${JSON.stringify(DIRECTIVES)})\n`;

/** A correct extension of an organisation. */
export const ORGANISATION = 'type Organisation @key(fields: "code") { code: ID! doses: Int }\n';

/** Our own subgraph, as far as the mistakes touch it. */
export const OWN = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize"])
  type Query { organisation(code: ID!, near: Within): Organisation node(id: ID!): Node measure: Measure day: LocalDate }
  type Organisation implements Node @key(fields: "code") {
    id: ID! code: ID! name: String! belongsTo(level: OrganisationLevel!): Organisation measurements: [Measurement!]! page: PageInfo
  }
  interface Node { id: ID! }
  type Measure { id: ID! name: String! }
  type Measurement { value: Int measure: Measure! }
  type PageInfo @shareable { hasNextPage: Boolean! }
  enum OrganisationLevel { REGION ICB }
  input Within { code: ID! }
  scalar LocalDate`;
