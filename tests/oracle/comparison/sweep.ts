import { isDeepStrictEqual } from 'node:util';
import type { Execute } from '../../support/gateway/execute-query';
import { basisUsed } from '../dates';
import { children, entry, isActive, kinds, networks, parents, type Moment } from '../hierarchy';
import { KINDS } from '../kinds';
import { LEVELS } from '../levels';
import { predecessors, resolve, successors } from '../succession';
import { VIEWS, type View } from '../views';
import { disagreements, type CheckCase, type Disagreement } from './compare';
import type { Random } from './draw';
import { belongingOf, codes, levelOf, paymentOf, succession } from './expected-values';
import { measureChecks } from './measure-checks';

/** What was compared. Each field of each organisation is one answer. */
export interface Compared {
  readonly found: readonly Disagreement[];
  readonly compared: number;
}

const BATCH = 250;
const BELONGING = '{ organisations { code } reason stoppedAt { code } paths { length } }';
const FACTS = `code isActive basisUsed kinds networks { code } becameNow { code }
  payment { payees { organisation { code } rule path { length hops { type { code } } } } reason stoppedAt { code } }
  predecessors { organisation { code } date forward } successors { organisation { code } date forward }
  ${VIEWS.map((view) => `above${view}: parents(view: ${view}) { code isActive } below${view}: childCount(view: ${view})`).join('\n')}`;

/** Compares what each organisation is on a day, one level up and down in every view, its payees, networks and successions. */
export function sweepFacts(execute: Execute, on: Moment, all: readonly string[]): Promise<Compared> {
  return sweep(execute, on, all, FACTS, (code) => ({
    code,
    isActive: isActive(on, code),
    basisUsed: basisUsed(entry(on, code), on.basis),
    kinds: kinds(on, code),
    networks: codes(networks(on, code)),
    becameNow: codes(resolve(on, code).current),
    payment: paymentOf(on, code),
    predecessors: predecessors(on, code).map((one) => succession(one, one.predecessor)),
    successors: successors(on, code).map((one) => succession(one, one.successor)),
    ...Object.fromEntries(VIEWS.flatMap((view) => oneLevel(on, code, view))),
  }));
}

function oneLevel(on: Moment, code: string, view: View): [string, unknown][] {
  const above = parents(on, code, view).map((parent) => ({ code: parent, isActive: isActive(on, parent) }));
  return [
    [`above${view}`, above],
    [`below${view}`, children(on, code, view).length],
  ];
}

/** Compares what each organisation belongs to, of every kind and level in every view. */
export function sweepBelongings(execute: Execute, on: Moment, all: readonly string[]): Promise<Compared> {
  const kindAndView = VIEWS.flatMap((view) => KINDS.map((kind) => [kind, view] as const));
  const levelAndView = VIEWS.flatMap((view) => LEVELS.map((level) => [level, view] as const));
  const selection = [
    'code',
    ...kindAndView.map(([kind, view]) => `${kind}__${view}: belongsTo(kind: ${kind}, view: ${view}) ${BELONGING}`),
    ...levelAndView.map(([level, view]) => `${level}__${view}: belongsTo(level: ${level}, view: ${view}) ${BELONGING}`),
  ].join('\n');
  return sweep(execute, on, all, selection, (code) => ({
    code,
    ...Object.fromEntries(
      kindAndView.map(([kind, view]) => [`${kind}__${view}`, belongingOf(on, code, kind, view)] as const),
    ),
    ...Object.fromEntries(
      levelAndView.map(([level, view]) => [`${level}__${view}`, levelOf(on, code, level, view)] as const),
    ),
  }));
}

/** Compares a part of the roll-ups of every kind by every kind and level in every view. */
export async function sweepRollUps(execute: Execute, on: Moment, random: Random, part: number): Promise<Compared> {
  const { rollUp } = measureChecks(new Map());
  const by = [
    ...KINDS.map((kind) => ({ by: kind, byLevel: null })),
    ...LEVELS.map((byLevel) => ({ by: null, byLevel })),
  ];
  const all = KINDS.flatMap((of) => VIEWS.flatMap((view) => by.map((each) => ({ of, view, ...each }))));
  const rest = { measure: null, within: null, valuesOn: null, maxAgeMonths: 12 };
  const cases = all.filter(() => random() < part);
  const asked = cases.map((args): CheckCase => ({ ...on, code: '', args: { ...args, ...rest } }));
  return { found: await disagreements(execute, rollUp!, asked), compared: asked.length };
}

type Expected = Readonly<Record<string, unknown>>;

async function sweep(
  execute: Execute,
  on: Moment,
  all: readonly string[],
  selection: string,
  expectedOf: (code: string) => Expected,
): Promise<Compared> {
  const source = `query ($codes: [ID!]!, $asOf: AsOf) { organisations(codes: $codes, asOf: $asOf) { ${selection} } }`;
  const { date, basis, release } = on;
  const found: Disagreement[] = [];
  let compared = 0;
  for (let at = 0; at < all.length; at += BATCH) {
    const batch = all.slice(at, at + BATCH);
    const variables = { codes: batch, asOf: { date, basis, release: release.id } };
    const { data, errors } = await execute(source, { variables });
    if (errors) throw new Error(`${errors[0]?.message} at ${errors[0]?.path?.join('.')}`);
    const answers = JSON.parse(JSON.stringify(data)) as { organisations: (Expected | null)[] };
    for (const [index, code] of batch.entries()) {
      const api = answers.organisations[index] ?? null;
      const oracle = JSON.parse(JSON.stringify(expectedOf(code))) as Expected;
      const about = (field: string) => `${field} of ${code} on ${date}, ${basis}, in ${release.id}`;
      for (const [field, value] of Object.entries(oracle)) {
        compared++;
        if (!isDeepStrictEqual(value, api?.[field] ?? null) && value !== api?.[field])
          found.push({ about: about(field), oracle: value, api: api?.[field] ?? null });
      }
    }
  }
  return { found, compared };
}
