import { badInput } from '../../errors';
import type { Loaders } from '../../graph/loaders';
import type { FindingRow } from '../../ods/facts';
import type { FindingsKey } from '../../graph/keys';
import { FINDINGS_AT_ONCE, RULES } from '../../ods/finding-rules';
import { when, type MaybePromise } from '../../maybe-promise';
import type { FindingsArgs } from '../../schema/arguments';
import { toCode } from '../codes';
import type { Context } from '../context';
import type { Keyset } from '../cursor';
import { FindingAt, RuleAt } from './finding';
import type { Moment } from '../moment';
import { keyOf, OrganisationAt, statesOf } from '../records/organisation';
import { compareKeysets, cursorScope, cutPage, Page, pageOf, toPageRange, type List, type PageRange } from '../page';

/** In the order of findings in a list. */
const RULE_IDS: readonly string[] = Object.keys(RULES).sort();

type FindingPage = Page<FindingRow, FindingAt>;

/** Returns a page of findings, about one code when it is given. Throws BAD_USER_INPUT, INVALID_CURSOR. */
export function findingsPage(args: FindingsArgs, at: Moment, context: Context): MaybePromise<FindingPage> {
  return typeof args.code === 'string'
    ? findingsAbout(args.code, args, at, context)
    : findingsOfRules(args, at, context);
}

/** Returns every rule, by id. */
export function findingRules(at: Moment): RuleAt[] {
  return RULE_IDS.map((id) => new RuleAt(id, at));
}

/** Returns the number of findings of a rule in its release. */
export function findingCount({ id, moment }: RuleAt, { findingCounts }: Loaders): MaybePromise<number> {
  return findingCounts.load({ rule: id, release: moment.release.number });
}

/** Returns the findings about an organisation, by rule. */
export function findingsOf(code: string, at: Moment, loaders: Loaders): MaybePromise<FindingAt[]> {
  return when(loaders.findingsOf.load(keyOf(code, at)), (rows) => rows.map((row) => new FindingAt(row, at)));
}

/** Returns the other organisations that a finding names, in its order. */
export function relatedTo({ row, moment }: FindingAt, loaders: Loaders): MaybePromise<OrganisationAt[]> {
  return when(statesOf(row.related, moment, loaders), (states) =>
    states.map((state) => new OrganisationAt(state, moment)),
  );
}

function findingsAbout(text: string, args: FindingsArgs, at: Moment, context: Context): MaybePromise<FindingPage> {
  const code = toCode(text);
  const rules = selectRules(args.rule);
  const scope = cursorScope('findings', at, args.rule ? rules : null, code);
  return when(context.loaders.findingsOf.load(keyOf(code, at)), (rows) => {
    const items = args.rule ? rows.filter(({ rule }) => rules.includes(rule)) : rows;
    return pageOf(toList(items, at), args, scope, context);
  });
}

async function findingsOfRules(args: FindingsArgs, at: Moment, context: Context): Promise<FindingPage> {
  const { cursors, loaders } = context;
  const rules = selectRules(args.rule);
  const scope = cursorScope('findings', at, args.rule ? rules : null, null);
  const range = toPageRange(args, scope, context);
  const counts = await countsOf(rules, at, loaders);
  const { items, more } = cutPage(await findingsBetween(range, { rules, counts, at, loaders }), range);
  const list = toList(items, at);
  const total = () => [...counts.values()].reduce((sum, count) => sum + count, 0);
  return new Page(list, list.items, more, (row) => cursors.write(scope, list.keysetOf(row)), total);
}

/** Returns the given rule, or all rules without one. Throws BAD_USER_INPUT for an unknown rule. */
function selectRules(rule: string | null | undefined): readonly string[] {
  if (typeof rule !== 'string') return RULE_IDS;
  const id = rule.trim();
  if (RULE_IDS.includes(id)) return [id];
  throw badInput(`There is no rule '${id.slice(0, 64)}'. The rules are ${RULE_IDS.join(', ')}.`);
}

async function countsOf(rules: readonly string[], at: Moment, { findingCounts }: Loaders) {
  const counts = await findingCounts.loadMany(rules.map((rule) => ({ rule, release: at.release.number })));
  return new Map(rules.map((rule, index) => [rule, counts[index]!]));
}

interface RuleQuery {
  readonly rules: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  readonly at: Moment;
  readonly loaders: Loaders;
}

/** Returns the findings of a page and one more if there is one: the first ones of its range, or the last. */
async function findingsBetween({ size, isFromEnd, after, before }: PageRange, query: RuleQuery): Promise<FindingRow[]> {
  const isBefore = (row: FindingRow) => before === null || compareKeysets(keysetOf(row), before) < 0;
  if (!isFromEnd) return (await findingsAfter(after, size + 1, query)).filter(isBefore);
  let found: FindingRow[] = [];
  for (const rule of [...query.rules].reverse()) {
    if (found.length > size || rule < (after?.[0] ?? '')) break;
    if (rule > (before?.[0] ?? rule)) continue;
    const start = after?.[0] === rule ? after : null;
    const ofRule = await findingsAfter(start, Infinity, { ...query, rules: [rule] });
    found = [...ofRule.filter(isBefore), ...found];
  }
  return found.slice(-size - 1);
}

/** Returns the first findings after a position, at most `limit`. All rules that the page may need are read in one batch. */
async function findingsAfter(start: Keyset | null, limit: number, query: RuleQuery): Promise<FindingRow[]> {
  const { findings } = query.loaders;
  const keys = firstKeys(start, limit, query);
  await findings.loadMany(keys);
  const found: FindingRow[] = [];
  for (const first of keys)
    for (let key: FindingsKey | null = first; key && found.length < limit;) {
      const rows: readonly FindingRow[] = await findings.load(key);
      found.push(...rows);
      key = rows.length < FINDINGS_AT_ONCE ? null : { ...key, ...positionOf(rows.at(-1)!) };
    }
  return found.slice(0, limit);
}

/** Returns the key of the first read of each rule: the rule of `start`, then as many rules as are certain to fill the page. */
function firstKeys(start: Keyset | null, limit: number, { rules, counts, at }: RuleQuery): FindingsKey[] {
  const [rule = '', code = '', hash = ''] = start ?? [];
  const release = at.release.number;
  const keys: FindingsKey[] = [];
  let certain = 0;
  for (const next of rules) {
    if (next < rule || counts.get(next) === 0) continue;
    if (certain >= limit) break;
    if (next === rule) keys.push({ rule, code, hash, release });
    else {
      keys.push({ rule: next, code: '', hash: '', release });
      certain += counts.get(next)!;
    }
  }
  return keys;
}

const keysetOf = ({ rule, code, hash }: FindingRow): Keyset => [rule, code, hash];
const positionOf = ({ code, hash }: FindingRow) => ({ code, hash });

function toList(items: readonly FindingRow[], at: Moment): List<FindingRow, FindingAt> {
  return {
    items,
    keysetOf,
    nodeOf: (row) => new FindingAt(row, at),
  };
}
