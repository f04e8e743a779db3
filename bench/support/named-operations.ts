import { dayOf, type MakeOperation } from './dear-operations';

/** What the operations are made of: codes with many organisations below them, the regions first. */
export interface NamedFacts {
  readonly large: readonly string[];
  readonly older: string;
  readonly newer: string;
  readonly measure: string | undefined;
}

/** Characters of a name: `LIMIT_NAME`. */
const LONGEST_NAME = 128;
const WORDS = ['surgry', 'hospitl', 'medcal', 'centr', 'pharmcy', 'healh', 'practce', 'clinc', 'hous', 'dentl'];

export interface NamedOperation {
  readonly name: string;
  /** The most aliases, as the operation was first seen. */
  readonly aliases: number;
  readonly make: MakeOperation;
}

/** Operations that return few objects, or few fields, and make the server read, compute or write much. */
export function namedOperations(facts: NamedFacts): NamedOperation[] {
  const { large, older, newer, measure } = facts;
  const regions = large.slice(0, 7);
  const [region] = large;
  const repeated = Array.from({ length: 487 }, (_, at) => regions[at % 7]!);
  const codes = `descendantCodes(view: REPORTING, kinds: [ICB], `;
  const changes = `changes(from: "${older}", to: "${newer}", first: 1`;
  const rollUp = (of: string, asOf: string) => `rollUp(of: ${of}, by: ICB, view: COMMISSIONING, ${asOf}) { count }`;
  return [
    { name: 'codes below 487 of 7 regions', aliases: 28, make: ofCodes(repeated, (asOf) => `${codes}${asOf})`) },
    { name: 'codes below 7 regions', aliases: 28, make: ofCodes(regions, (asOf) => `${codes}${asOf})`) },
    { name: 'codes below 250 codes', aliases: 1, make: ofCodes(large.slice(0, 250), (asOf) => `${codes}${asOf})`) },
    { name: 'trees', aliases: 28, make: ofCodes(regions, (asOf) => `tree(view: REPORTING, ${asOf}) { truncated }`) },
    ...(measure ? [{ name: 'totals', aliases: 28, make: ofCodes(regions, totalOf(measure)) }] : []),
    {
      name: 'child counts of a tree',
      aliases: 28,
      make: ofNodes(region!, (asOf) => `childCount(view: REPORTING, ${asOf})`),
    },
    { name: 'long names in a tree', aliases: 29, make: ofNodes(region!, () => 'name', LONGEST_NAME) },
    { name: 'roll-ups of OTHER', aliases: 7, make: ofRoot((asOf) => rollUp('OTHER', asOf)) },
    { name: 'roll-ups of practices', aliases: 20, make: ofRoot((asOf) => rollUp('GP_PRACTICE', asOf)) },
    { name: 'one roll-up', aliases: 1, make: ofRoot((asOf) => rollUp('GP_PRACTICE', asOf)) },
    {
      name: 'counts of changes',
      aliases: 20,
      make: ofRoot((_, at) => `${changes}, kinds: [${kindsOf(at)}]) { totalCount }`),
    },
    {
      name: 'counts of a fuzzy search',
      aliases: 20,
      make: ofRoot((asOf, at) => `search(text: "${WORDS[at % WORDS.length]!}", first: 1, ${asOf}) { totalCount }`),
    },
  ];
}

type Field = (asOf: string, at: number) => string;

const totalOf =
  (measure: string): Field =>
  (asOf) =>
    `total(measure: "${measure}", view: COMMISSIONING, ${asOf}) { value }`;

/** One of the 31 sets of kinds of changes, so that no two counts are the same. */
function kindsOf(at: number): string {
  const kinds = ['ADDED', 'REMOVED', 'CLOSED', 'REOPENED', 'CHANGED'];
  return kinds.filter((_, bit) => ((at % 31) + 1) & (1 << bit)).join(', ');
}

function ofCodes(codes: readonly string[], field: Field): MakeOperation {
  return (aliases, firstDay) => ({
    query: `query ($codes: [ID!]!) { organisations(codes: $codes) { ${repeat(aliases, firstDay, field)} } }`,
    variables: { codes },
  });
}

function ofNodes(code: string, field: Field, nameLength = 0): MakeOperation {
  return (aliases, firstDay) => ({
    query: `{ organisation(code: "${code}") { tree(view: REPORTING, ${dayOf(firstDay)}) { nodes { organisation { ${repeat(aliases, firstDay, field, nameLength)} } } } } }`,
    variables: {},
  });
}

function ofRoot(field: Field): MakeOperation {
  return (aliases, firstDay) => ({ query: `{ ${repeat(aliases, firstDay, field)} }`, variables: {} });
}

function repeat(aliases: number, firstDay: number, field: Field, nameLength = 0): string {
  const name = (at: number) => `a${at}`.padEnd(nameLength, 'x');
  return Array.from({ length: aliases }, (_, at) => `${name(at)}: ${field(dayOf(firstDay + at), at)}`).join(' ');
}
