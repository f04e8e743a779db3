import { active } from '../../ods/periods';
import type { Loaders } from '../../graph/loaders';
import type { RoleRow, LinkRow, StateRow } from '../../ods/facts';
import { matchesRule, rulesOf, type LinkRule, type View } from '../../ods/views';
import type { TraversalMoment } from './traversal-moment';
import { when, type MaybePromise } from '../../maybe-promise';

/** A link with the codes of both ends. */
export interface DirectedLink {
  readonly link: LinkRow;
  readonly source: string;
  readonly target: string;
}

/** Matches links against the rules of a view, with the loaded facts of both ends. */
export interface LinkMatcher {
  state(code: string): StateRow | null;
  /** Whether a link that covers the day satisfies a rule. */
  matches(rule: LinkRule, link: DirectedLink): boolean;
}

/** Loads the states of both ends of each link, and the roles of the sources only where a rule of the view needs them. */
export function loadLinkMatcher(
  links: readonly DirectedLink[],
  view: View,
  moment: TraversalMoment,
  loaders: Loaders,
): MaybePromise<LinkMatcher> {
  const release = moment.release.number;
  const codes = [...new Set(links.flatMap(({ source, target }) => [source, target]))];
  return when(loaders.state.loadMany(codes.map((code) => ({ code, release }))), (rows) => {
    const states = new Map(codes.map((code, at) => [code, rows[at] ?? null]));
    const primaryRole = (code: string) => states.get(code)?.primaryRole ?? null;
    const roleRules = rulesOf(view).filter(({ sourceHolds, sourceLacks }) => sourceHolds ?? sourceLacks);
    const candidates = links.filter((link) => roleRules.some((rule) => matchesPrimaryRoles(rule, link, primaryRole)));
    const sources = [...new Set(candidates.map(({ source }) => source))];
    return when(loaders.roles.loadMany(sources.map((code) => ({ code, release }))), (held) => {
      const roles = new Map(sources.map((code, at) => [code, held[at] ?? []]));
      return {
        state: (code) => states.get(code) ?? null,
        matches: (rule, link) =>
          matchesPrimaryRoles(rule, link, primaryRole) && matchesHeldRoles(rule, roles.get(link.source) ?? [], moment),
      };
    });
  });
}

/** Checks the link type and the conditions on primary roles, which need no date. */
function matchesPrimaryRoles(
  rule: LinkRule,
  { link, source, target }: DirectedLink,
  primaryRole: (code: string) => string | null,
): boolean {
  return matchesRule(rule, link.type, primaryRole(source) ?? '', primaryRole(target) ?? '');
}

/** Checks the conditions on roles that the source holds on the day. */
function matchesHeldRoles(
  { sourceHolds, sourceLacks }: LinkRule,
  roles: readonly RoleRow[],
  { date, basis }: TraversalMoment,
): boolean {
  const held = (role: string) => roles.some((holding) => holding.code === role && active(holding, date, basis));
  return (sourceHolds === undefined || held(sourceHolds)) && (sourceLacks === undefined || !held(sourceLacks));
}
