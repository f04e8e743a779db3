import { active } from '../../ods/periods';
import type { Loaders } from '../../graph/loaders';
import type { HoldingRow, LinkRow, StateRow } from '../../graph/keys';
import { means, rulesOf, type LinkRule, type View } from '../../ods/views';
import type { WalkMoment } from './one-level';
import { when, type MaybePromise } from '../../maybe-promise';

/** A link with the codes of both of its ends. */
export interface Joined {
  readonly link: LinkRow;
  readonly source: string;
  readonly target: string;
}

/** What is known of the ends of links, as far as the rules of a view ask. */
export interface Ends {
  state(code: string): StateRow | null;
  /** Whether a link, which covers the day, is one that a rule means. */
  satisfy(rule: LinkRule, joined: Joined): boolean;
}

/** Loads the ends of links: the states of both, and the roles of those sources for which a rule of the view asks. */
export function endsOf(
  joined: readonly Joined[],
  view: View,
  moment: WalkMoment,
  loaders: Loaders,
): MaybePromise<Ends> {
  const release = moment.release.number;
  const codes = [...new Set(joined.flatMap(({ source, target }) => [source, target]))];
  return when(loaders.state.loadMany(codes.map((code) => ({ code, release }))), (rows) => {
    const states = new Map(codes.map((code, at) => [code, rows[at] ?? null]));
    const primary = (code: string) => states.get(code)?.primaryRole ?? null;
    const asking = rulesOf(view).filter(({ sourceHolds, sourceLacks }) => sourceHolds ?? sourceLacks);
    const asked = joined.filter((one) => asking.some((rule) => fits(rule, one, primary)));
    const holders = [...new Set(asked.map(({ source }) => source))];
    return when(loaders.roles.loadMany(holders.map((code) => ({ code, release }))), (held) => {
      const roles = new Map(holders.map((code, at) => [code, held[at] ?? []]));
      return {
        state: (code) => states.get(code) ?? null,
        satisfy: (rule, one) => fits(rule, one, primary) && holds(rule, roles.get(one.source) ?? [], moment),
      };
    });
  });
}

/** The type of a rule and its conditions on primary roles, which need no date. */
function fits(rule: LinkRule, { link, source, target }: Joined, primary: (code: string) => string | null): boolean {
  return means(rule, link.type, primary(source) ?? '', primary(target) ?? '');
}

/** Its conditions on roles held on the day. */
function holds(
  { sourceHolds, sourceLacks }: LinkRule,
  roles: readonly HoldingRow[],
  { date, basis }: WalkMoment,
): boolean {
  const held = (role: string) => roles.some((holding) => holding.code === role && active(holding, date, basis));
  return (sourceHolds === undefined || held(sourceHolds)) && (sourceLacks === undefined || !held(sourceLacks));
}
