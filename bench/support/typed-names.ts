import { openNeo4j } from '../../graph/neo4j/neo4j';

/** A practice of the newest release; `former` is a name that an earlier release has. */
interface Practice {
  readonly code: string;
  readonly name: string;
  readonly line: string | null;
  readonly town: string | null;
  readonly postcode: string | null;
  readonly former: string | null;
}

const EACH = 20;
const STEP = 7_919;
/** Words that say nothing of which practice is meant. */
const COMMON = /^(the|surgery|medical|centre|practice|health|group|clinic|house|and|dr|drs|of|st|road|care)$/i;

/** What is typed for a practice, by class; null where the class does not apply. */
const RULES: Readonly<Record<string, (practice: Practice, at: number) => string | null>> = {
  'whole name': ({ name }) => name.toLowerCase(),
  'apostrophe left out': ({ name }) => (/['’]/.test(name) ? name.replace(/['’]/g, '').toLowerCase() : null),
  'one typo': ({ name }, at) => withTypo(name.toLowerCase(), at),
  'word and district': (practice) => withWord(practice, outward(practice)),
  'word and postcode': (practice) => withWord(practice, practice.postcode?.replace(' ', '') ?? null),
  'word and town': (practice) => withWord(practice, practice.town),
  'word and address line': (practice) => withWord(practice, practice.line),
  'and for &': ({ name }) => (/ (&|AND) /.test(name) ? exchanged(name).toLowerCase() : null),
  'saint for st': ({ name }) => (/\bST\b\.? /.test(name) ? name.replace(/\bST\b\.? /, 'SAINT ').toLowerCase() : null),
  'abbreviation written out': ({ name }) => abbreviated(name)?.toLowerCase() ?? null,
  'halves of two words': ({ name }) => halves(name.toLowerCase()),
  'name and code': ({ name, code }) => `${name} (${code})`,
  'former name': ({ former }) => former?.toLowerCase() ?? null,
  'street and district': (practice) => joined(practice.line, outward(practice)),
};

/** Returns a CSV with the columns class, typed and code: for each class at most 20 practices, spread over the release. */
export async function makeTypedNames(settings: { uri: string; user: string; password: string }): Promise<string> {
  const graph = openNeo4j({ ...settings, deadlineMs: 60_000 });
  try {
    const practices = await graph.read<Practice>({ name: 'practices', text: PRACTICES });
    const lines = Object.entries(RULES).flatMap(([kind, typed], index) => {
      const spread = practices.map((_, at) => practices[((at + index) * STEP) % practices.length]!);
      const texts = spread.map((practice, at) => [typed(practice, at), practice.code] as const);
      return texts.flatMap(([text, code]) => (text ? [`${kind},${quoted(text)},${code}`] : [])).slice(0, EACH);
    });
    return ['class,typed,code', ...lines, ''].join('\n');
  } finally {
    await graph.close();
  }
}

const PRACTICES = `
MATCH (catalog:Catalog) WITH catalog.live AS live
MATCH (role:Role {code: 'RO76'})<-[:HOLDS]-(organisation)-[:STATE]->(state:State)
WHERE role.fromRelease <= live < role.untilRelease AND state.fromRelease <= live < state.untilRelease
  AND state.primaryRole = 'RO177' AND state.status = 'ACTIVE'
OPTIONAL MATCH (organisation)-[:STATE]->(before:State) WHERE before.untilRelease <= live AND before.name <> state.name
RETURN DISTINCT state.code AS code, state.name AS name, state.line2 AS line, state.town AS town,
  state.postcode AS postcode, head(collect(before.name)) AS former
ORDER BY code`;

function withWord({ name }: Practice, place: string | null): string | null {
  const word = name.split(/[^A-Za-z']+/).find((one) => one.length > 3 && !COMMON.test(one));
  return word && place ? `${word} ${place}`.toLowerCase() : null;
}

function joined(street: string | null, district: string | null): string | null {
  const bare = street?.replace(/^[\d\s/-]+/, '');
  return bare && district ? `${bare} ${district}`.toLowerCase() : null;
}

function outward({ postcode }: Practice): string | null {
  return postcode?.split(' ')[0] ?? null;
}

/** Exchanges two letters inside the longest word. */
function withTypo(name: string, at: number): string | null {
  const word = name.split(/[^a-z]+/).reduce((a, b) => (b.length > a.length ? b : a), '');
  if (word.length < 6) return null;
  const place = 1 + (at % (word.length - 3));
  if (word[place] === word[place + 1]) return null;
  return name.replace(word, word.slice(0, place) + word[place + 1]! + word[place]! + word.slice(place + 2));
}

function exchanged(name: string): string {
  return name.includes(' & ') ? name.replaceAll(' & ', ' and ') : name.replaceAll(' AND ', ' & ');
}

const SHORT: Readonly<Record<string, string>> = {
  'MEDICAL CENTRE': 'MED CTR',
  'HEALTH CENTRE': 'HC',
  SURGERY: 'SURG',
  PRACTICE: 'PRACT',
};

function abbreviated(name: string): string | null {
  const word = Object.keys(SHORT).find((one) => name.includes(one));
  return word ? name.replace(word, SHORT[word]!) : null;
}

function halves(name: string): string | null {
  const words = name.split(/[^a-z]+/).filter((word) => word.length > 3);
  return words.length < 2
    ? null
    : words
        .slice(0, 2)
        .map((word) => word.slice(0, Math.ceil(word.length / 2)))
        .join(' ');
}

function quoted(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
