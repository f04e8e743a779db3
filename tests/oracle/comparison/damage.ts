import { pick, type Random } from './draw';

/** The text of an Organisation element, after one damage. */
type Damage = (record: string, random: Random, others: Others) => string;

/** Codes and ids of the records before, for what is used twice. */
interface Others {
  readonly codes: readonly string[];
  readonly roleIds: readonly string[];
  readonly linkIds: readonly string[];
  /** Targets by the type of the relationship and the primary role of the target. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
}

const RECORD = /<Organisation [\s\S]*?<\/Organisation>/g;
const ROLE = /<Role [\s\S]*?<\/Role>/g;
const LINK = /<Rel [\s\S]*?<\/Rel>/g;
const SUCCESSION = /<Succ [\s\S]*?<\/Succ>/g;
const DATE = /<Date>[\s\S]*?<\/Date>/g;
const DATES = /(?:<Date>[\s\S]*?<\/Date>)+/g;
const STATUS = /<Status value="[^"]*"\/>/g;
const START = /<Start value="[^"]*"\/>/g;
const END = /<End value="[^"]*"\/>/g;
const CODE = / extension="[^"]*"/g;

/** Replaces one of the matches, chosen by chance. Without any, the text stays. */
function change(text: string, random: Random, pattern: RegExp, replace: (found: string) => string): string {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const { 0: found, index } = pick(random, matches);
  return text.slice(0, index) + replace(found) + text.slice(index + found.length);
}

const changing =
  (pattern: RegExp, replace: (found: string, random: Random, others: Others) => string): Damage =>
  (record, random, others) =>
    change(record, random, pattern, (found) => replace(found, random, others));

const day = (random: Random) => `20${10 + Math.floor(random() * 20)}-0${1 + Math.floor(random() * 9)}-15`;
const likeOf = (link: string) => [...link.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id).join(' ');
const valueIn = (text: string) => /"([^"]*)"/.exec(text)?.[1] ?? '';
const oneIn = (text: string, pattern: RegExp, by: string) => text.replace(pattern, by);

/** By name, each way in which a published record was seen to be wrong, or could be. */
const DAMAGES: Readonly<Record<string, Damage>> = {
  'no code': (record) => oneIn(record, / extension="[^"]*"/, ''),
  'odd code': (record) => oneIn(record, / extension="([^"]*)"/, ' extension=" $1-x "'),
  'code of another record': (record, random, { codes }) =>
    codes.length === 0 ? record : oneIn(record, / extension="[^"]*"/, ` extension="${pick(random, codes)}"`),
  stub: changing(/<Organisation (?![^>]*refOnly)/g, () => '<Organisation refOnly="true" '),
  'easily mistaken code': (record) =>
    record.replace(/ extension="[^"]*"/, (code) => code.replaceAll('0', 'O').replaceAll('1', 'I')),
  'unknown record class': (record) => record.replace(/orgRecordClass="RC\d"/, 'orgRecordClass="RC7"'),
  'changed on no day': changing(/<LastChangeDate value="[^"]*"\/>/g, () => '<LastChangeDate value="2023-11-31"/>'),
  'changed on another day': changing(
    /<LastChangeDate value="[^"]*"\/>/g,
    (_, random) => `<LastChangeDate value="${day(random)}"/>`,
  ),
  'id of another role': changing(/uniqueRoleId="[^"]*" primary|uniqueRoleId="[^"]*">/g, (found, random, { roleIds }) =>
    roleIds.length === 0 ? found : found.replace(/"[^"]*"/, `"${pick(random, roleIds)}"`),
  ),
  'id of another relationship': changing(/uniqueRelId="[^"]*"/g, (found, random, { linkIds }) =>
    linkIds.length === 0 ? found : `uniqueRelId="${pick(random, linkIds)}"`,
  ),
  'no id': changing(/ unique(?:Rel|Role|Succ)Id="[^"]*"/g, () => ''),
  'id of letters': changing(/ unique(?:Rel|Role)Id="[^"]*"/g, (found) => found.replace(/"[^"]*"/, '"SAME"')),
  'role twice': changing(ROLE, (found) => `${found}${found}`),
  'relationship twice': changing(LINK, (found) => `${found}${found}`),
  'role twice, differing': changing(
    ROLE,
    (found, random) => `${found}${oneIn(found, START, `<Start value="${day(random)}"/>`)}`,
  ),
  'relationship twice, differing': changing(
    LINK,
    (found, random) => `${found}${oneIn(found, START, `<Start value="${day(random)}"/>`)}`,
  ),
  'unknown role': changing(ROLE, (found, random) =>
    found.replace(/ id="[^"]*"/, ` id="RO90${pick(random, [1, 2, 3])}"`),
  ),
  'unknown type': changing(LINK, (found, random) =>
    found.replace(/ id="[^"]*"/, ` id="RE9${pick(random, [1, 2, 3])}"`),
  ),
  'role without code': changing(ROLE, (found) => found.replace(/ id="[^"]*"/, '')),
  'relationship without type': changing(LINK, (found) => found.replace(/ id="[^"]*"/, '')),
  'relationship without target': changing(LINK, (found) => found.replace(CODE, '')),
  'relationship to nobody': changing(LINK, (found, random) =>
    found.replace(CODE, ` extension="ZZNONE${pick(random, [1, 2, 3])}"`),
  ),
  'relationship to any record': changing(LINK, (found, random, { codes }) =>
    codes.length === 0 ? found : found.replace(CODE, ` extension="${pick(random, codes)}"`),
  ),
  'another relationship of the type': changing(LINK, (found, random, { targets }) => {
    const like = targets.get(likeOf(found)) ?? [];
    return like.length === 0 ? found : `${found}${found.replace(CODE, ` extension="${pick(random, like)}"`)}`;
  }),
  'relationship to itself': (record, random) =>
    change(record, random, LINK, (found) => found.replace(CODE, record.match(CODE)?.[0] ?? '')),
  'succession of itself': (record, random) =>
    change(record, random, SUCCESSION, (found) => found.replace(CODE, record.match(CODE)?.[0] ?? '')),
  'succession without type': changing(SUCCESSION, (found) => found.replace(/<Type>[^<]*<\/Type>/, '')),
  'succession without target': changing(SUCCESSION, (found) => found.replace(CODE, '')),
  'succession on another day': changing(SUCCESSION, (found, random) =>
    found.replace(START, `<Start value="${day(random)}"/>`),
  ),
  'succession on no day': changing(SUCCESSION, (found) => found.replace(START, '<Start value="2013-02-29"/>')),
  'succession turned round': changing(SUCCESSION, (found) =>
    found.includes('Successor') ? found.replace('Successor', 'Predecessor') : found.replace('Predecessor', 'Successor'),
  ),
  'no status': changing(STATUS, () => ''),
  'odd status': changing(STATUS, () => '<Status value="Suspended"/>'),
  'other status': changing(
    STATUS,
    (found) => `<Status value="${found.includes('Inactive') ? 'Active' : 'Inactive'}"/>`,
  ),
  'no dates': changing(DATES, () => ''),
  'dates twice': changing(
    DATE,
    (found, random) => `${found}${found.replace(START, `<Start value="${day(random)}"/>`)}`,
  ),
  'dates three times': changing(DATE, (found) => `${found}${found}${found}`),
  'unknown kind of date': changing(DATE, (found) => found.replace(/Operational|Legal/, 'Clinical')),
  'date without kind': changing(DATE, (found) => found.replace(/<Type [^>]*>/, '')),
  'legal date': changing(DATE, (found) => found.replace('Operational', 'Legal')),
  'another start': changing(START, (_, random) => `<Start value="${day(random)}"/>`),
  'early start': changing(START, () => '<Start value="1950-01-01"/>'),
  'filler start': changing(START, () => '<Start value="1900-01-01"/>'),
  'no start': changing(START, () => ''),
  'impossible start': changing(START, () => '<Start value="2012-02-30"/>'),
  'another end': changing(START, (found, random) => `${found}<End value="${day(random)}"/>`),
  'no end': changing(END, () => ''),
  'impossible end': changing(END, () => '<End value="2022-06-31"/>'),
  'end before start': changing(END, () => '<End value="1960-01-01"/>'),
  'no primary role': (record) => record.replaceAll(' primaryRole="true"', ''),
  'another primary role': changing(/<Role (?![^>]*primaryRole)/g, () => '<Role primaryRole="true" '),
};

/** The damaged texts of the files of a release, and how often each damage was done. */
export interface Damaged {
  readonly texts: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

/** Keeps a part of the records of a release, as texts of its files, and damages a part of these. */
export function damaged(texts: readonly string[], random: Random, kept: number, broken: number): Damaged {
  const others = new Earlier();
  const counts: Record<string, number> = {};
  const damage = (record: string): string => {
    if (random() >= kept) return '';
    const name = pick(random, DAMAGE_NAMES);
    const text = random() < broken ? DAMAGES[name]!(record, random, others) : record;
    if (text !== record) counts[name] = (counts[name] ?? 0) + 1;
    others.add(record);
    return text;
  };
  return { texts: texts.map((text) => text.replace(RECORD, damage)), counts };
}

class Earlier implements Others {
  readonly codes: string[] = [];
  readonly roleIds: string[] = [];
  readonly linkIds: string[] = [];
  readonly targets = new Map<string, string[]>();

  add(record: string): void {
    const add = (to: string[], pattern: RegExp) => to.push(...(record.match(pattern)?.slice(0, 1).map(valueIn) ?? []));
    add(this.codes, CODE);
    add(this.roleIds, /uniqueRoleId="[^"]*"/g);
    add(this.linkIds, /uniqueRelId="[^"]*"/g);
    for (const link of record.match(LINK) ?? []) {
      const like = this.targets.get(likeOf(link));
      const target = valueIn(link.match(CODE)?.[0] ?? '');
      if (like) like.push(target);
      else this.targets.set(likeOf(link), [target]);
    }
  }
}

/** The names of all damages. */
export const DAMAGE_NAMES = Object.keys(DAMAGES);
