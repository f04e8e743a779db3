import { badInput } from '../../errors';
import type { Loaders } from '../../graph/loaders';
import type { FindingRow, FindingsKey } from '../../graph/keys';
import { FINDINGS_AT_ONCE, RULES } from '../../ods/finding-rules';
import { when, type MaybePromise } from '../../maybe-promise';
import type { FindingsArgs } from '../../schema/arguments';
import { toCode } from '../codes';
import type { Context } from '../context';
import type { Keyset } from '../cursor';
import { FindingAt } from './finding';
import type { Moment } from '../moment';
import { keyOf } from '../records/organisation';
import { Page, pageOf, questionOf, toSize, type List } from '../page';

/** In the order in which findings stand. */
export const RULE_IDS: readonly string[] = Object.keys(RULES).sort();

type FindingPage = Page<FindingRow, FindingAt>;

/** The page of findings about one code that was asked for. Errors: BAD_USER_INPUT, INVALID_CURSOR. */
export function findingsAbout(
  text: string,
  args: FindingsArgs,
  at: Moment,
  context: Context,
): MaybePromise<FindingPage> {
  const code = toCode(text);
  const rules = rulesAsked(args.rule);
  const question = questionOf('findings', at, args.rule ? rules : null, code);
  return when(context.loaders.findingsOf.load(keyOf(code, at)), (rows) => {
    const items = args.rule ? rows.filter(({ rule }) => rules.includes(rule)) : rows;
    return pageOf(listOf(items, at), args, question, context);
  });
}

/** The page of findings of a rule, or of all, that was asked for. Errors: BAD_USER_INPUT, INVALID_CURSOR. */
export async function findingsOfRules(args: FindingsArgs, at: Moment, context: Context): Promise<FindingPage> {
  const { cursors, limits, loaders } = context;
  const rules = rulesAsked(args.rule);
  const size = toSize(args.first, limits.page);
  const question = questionOf('findings', at, args.rule ? rules : null, null);
  const start = typeof args.after === 'string' ? cursors.read(question, args.after) : null;
  const counts = await countsOf(rules, at, loaders);
  const found = await findingsAfter(start, size + 1, { rules, counts, at, loaders });
  const list = listOf(found.slice(0, size), at);
  const more = { hasNextPage: found.length > size, hasPreviousPage: start !== null };
  const total = () => [...counts.values()].reduce((sum, count) => sum + count, 0);
  return new Page(list, list.items, more, (row) => cursors.write(question, list.keysetOf(row)), total);
}

/** The rule of an id, all of them when none is asked for. Errors: BAD_USER_INPUT that names them. */
function rulesAsked(rule: string | null | undefined): readonly string[] {
  if (typeof rule !== 'string') return RULE_IDS;
  const id = rule.trim();
  if (RULE_IDS.includes(id)) return [id];
  throw badInput(`There is no rule '${id.slice(0, 64)}'. The rules are ${RULE_IDS.join(', ')}.`);
}

async function countsOf(rules: readonly string[], at: Moment, { findingCounts }: Loaders) {
  const counts = await findingCounts.loadMany(rules.map((rule) => ({ rule, release: at.release.number })));
  return new Map(rules.map((rule, index) => [rule, counts[index]!]));
}

interface Asked {
  readonly rules: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  readonly at: Moment;
  readonly loaders: Loaders;
}

/** The first findings after one, at most `most`. What the page may need of each rule is asked for together. */
async function findingsAfter(start: Keyset | null, most: number, asked: Asked): Promise<FindingRow[]> {
  const { findings } = asked.loaders;
  const keys = keysAfter(start, most, asked);
  await findings.loadMany(keys);
  const found: FindingRow[] = [];
  for (const first of keys)
    for (let key: FindingsKey | null = first; key && found.length < most;) {
      const rows: readonly FindingRow[] = await findings.load(key);
      found.push(...rows);
      key = rows.length < FINDINGS_AT_ONCE ? null : { ...key, ...placeOf(rows.at(-1)!) };
    }
  return found.slice(0, most);
}

/** Where to begin in each rule: after the last finding, and in so many rules after it as surely fill the page. */
function keysAfter(start: Keyset | null, most: number, { rules, counts, at }: Asked): FindingsKey[] {
  const [rule = '', code = '', hash = ''] = start ?? [];
  const release = at.release.number;
  const keys: FindingsKey[] = [];
  let sure = 0;
  for (const next of rules) {
    if (next < rule || counts.get(next) === 0) continue;
    if (sure >= most) break;
    if (next === rule) keys.push({ rule, code, hash, release });
    else {
      keys.push({ rule: next, code: '', hash: '', release });
      sure += counts.get(next)!;
    }
  }
  return keys;
}

const placeOf = ({ code, hash }: FindingRow) => ({ code, hash });

function listOf(items: readonly FindingRow[], at: Moment): List<FindingRow, FindingAt> {
  return {
    items,
    keysetOf: ({ rule, code, hash }) => [rule, code, hash],
    nodeOf: (row) => new FindingAt(row, at),
  };
}
