/** An operation and its variables. */
export interface DearOperation {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Makes an operation of a number of aliases, from a first day on, so that no two runs share a day. */
export type MakeOperation = (aliases: number, firstDay: number) => Omit<DearOperation, 'name'>;

export interface ReleaseFacts {
  readonly older: string;
  readonly newer: string;
  readonly measure: string | undefined;
  /** Codes with many organisations below them, the largest first. */
  readonly large: readonly string[];
  /** Codes with many relationships that lead to them, those with most first. */
  readonly hubs: readonly string[];
}

/** The most of each in one operation: `LIMIT_ALIASES`, `LIMIT_ROOT_FIELDS` and `LIMIT_CODES`. */
export const MOST_ALIASES = 30;
const MOST_ROOTS = 20;
const MOST_CODES = 500;

const VIEWS = ['REPORTING', 'COMMISSIONING', 'OPERATION'] as const;
const KINDS = ['OTHER', 'GP_PRACTICE', 'TRUST_SITE', 'PHARMACY'] as const;

/** Returns kinds of operations that return little and compute much: each below one code, some codes and many codes. */
export function dearOperations(facts: ReleaseFacts): Map<string, MakeOperation> {
  const operations = new Map<string, MakeOperation>();
  for (const [name, field] of fieldsOf(facts))
    for (const [list, codes] of Object.entries(codeLists(facts)))
      operations.set(`${name} of ${list}`, (aliases, firstDay) => ({
        query: `query ($codes: [ID!]!) { organisations(codes: $codes) { ${repeat(aliases, (at) => field(dayOf(firstDay + at), at))} } }`,
        variables: { codes },
      }));
  for (const [name, field] of rootsOf(facts))
    operations.set(name, (aliases, firstDay) => ({
      query: `{ ${repeat(Math.min(aliases, MOST_ROOTS), (at) => field(dayOf(firstDay + at), at))} }`,
      variables: {},
    }));
  return operations;
}

type Field = (asOf: string, at: number) => string;

function fieldsOf({ measure }: ReleaseFacts): [string, Field][] {
  return VIEWS.flatMap((view): [string, Field][] => [
    [`descendantCodes ${view}`, (asOf) => `descendantCodes(view: ${view}, kinds: [ICB], ${asOf})`],
    [`all descendantCodes ${view}`, (asOf) => `descendantCodes(view: ${view}, ${asOf})`],
    [`descendants ${view}`, (asOf) => `descendants(view: ${view}, first: 1, ${asOf}) { totalCount }`],
    [`tree ${view}`, (asOf) => `tree(view: ${view}, ${asOf}) { truncated }`],
    [`nodes ${view}`, (asOf) => `tree(view: ${view}, ${asOf}) { nodes { childCount } }`],
    [`childCount ${view}`, (asOf) => `childCount(view: ${view}, ${asOf})`],
    [`belongsTo ${view}`, (asOf) => `belongsTo(kind: REGION, view: ${view}, ${asOf}) { reason }`],
    [`relationships ${view}`, (asOf) => `relationships(first: 1, ${asOf}) { totalCount }`],
    ...(measure ? [totalOf(measure, view)] : []),
  ]);
}

const totalOf = (measure: string, view: string): [string, Field] => [
  `total ${view}`,
  (asOf) => `total(measure: "${measure}", view: ${view}, ${asOf}) { value }`,
];

function rootsOf({ older, newer }: ReleaseFacts): [string, Field][] {
  const words = ['surgry', 'hospitl', 'medcal', 'centr', 'pharmcy', 'healh', 'practce', 'clinc', 'hous', 'dentl'];
  return [
    ...KINDS.map((kind): [string, Field] => [
      `rollUp ${kind}`,
      (asOf) => `rollUp(of: ${kind}, by: ICB, view: COMMISSIONING, ${asOf}) { count }`,
    ]),
    ['search count', (asOf) => `search(first: 1, ${asOf}) { totalCount }`],
    ['fuzzy count', (asOf, at) => `search(text: "${words[at % words.length]!}", first: 1, ${asOf}) { totalCount }`],
    ['search page of a kind', (asOf) => `search(kinds: [OTHER], first: 1, ${asOf}) { nodes { code } }`],
    ['suggest', (asOf, at) => `suggest(text: "${String.fromCharCode(97 + at)}", ${asOf}) { code }`],
    [
      'count of changes',
      (_, at) => `changes(from: "${at % 2 ? older : newer}", to: "${at % 2 ? newer : older}", first: 1) { totalCount }`,
    ],
    [
      'page of changes',
      () => `changes(from: "${older}", to: "${newer}", first: 1, kinds: [REOPENED]) { nodes { code } }`,
    ],
    ['findings', () => `findings(first: 1) { totalCount }`],
    [
      'names of practices',
      (asOf) => `search(kinds: [GP_PRACTICE], first: 200, ${asOf}) { nodes { name roles { id } } }`,
    ],
  ];
}

function codeLists({ large, hubs }: ReleaseFacts): Record<string, readonly string[]> {
  return {
    'the largest': large.slice(0, 1),
    'the largest hub': hubs.slice(0, 1),
    'seven large': large.slice(0, 7),
    'seven large, repeated': Array.from({ length: 480 }, (_, at) => large[at % 7] as string),
    'many different': [...hubs, ...large].slice(0, MOST_CODES),
  };
}

const repeat = (count: number, field: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => `a${at}: ${field(at)}`).join(' ');

/** Returns the argument for a day, counted from 1 January 2016. */
export function dayOf(number: number): string {
  return `asOf: { date: "${new Date(Date.UTC(2016, 0, 1 + number)).toISOString().slice(0, 10)}" }`;
}
