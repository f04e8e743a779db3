import { active } from '../../ods/periods';
import type { OrganisationKey } from '../../graph/keys';
import type { Loader, Loaders } from '../../graph/loaders';
import type { RoleRow, LinkRow, StateRow } from '../../ods/facts';
import { matchesRule, rulesOf, type LinkRule, type View } from '../../ods/views';
import type { TraversalMoment } from './traversal-moment';
import { when, type MaybePromise } from '../../maybe-promise';
import type { WorkBudget } from '../../work-budget';

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

/**
 * Loads the states of the ends of each link that are not known, and the roles of the sources only where a rule of the view needs
 * them.
 */
export function loadLinkMatcher(
  links: readonly DirectedLink[],
  view: View,
  moment: TraversalMoment,
  loaders: Loaders,
  known: ReadonlyMap<string, StateRow | null>,
): MaybePromise<LinkMatcher> {
  const release = moment.release.number;
  const roleRules = rulesOf(view).filter(({ sourceHolds, sourceLacks }) => sourceHolds ?? sourceLacks);
  const addUnknown = ({ source, target }: DirectedLink, codes: Set<string>) => {
    if (!known.has(source)) codes.add(source);
    if (!known.has(target)) codes.add(target);
  };
  return when(collect(links, addUnknown, loaders.work), (codes) =>
    when(factsByCode(codes, loaders.state, release, loaders.work), (states) => {
      const stateOf = (code: string) => states.get(code) ?? known.get(code) ?? null;
      const primaryRole = (code: string) => stateOf(code)?.primaryRole ?? null;
      const needsRoles = (link: DirectedLink) => roleRules.some((rule) => matchesPrimaryRoles(rule, link, primaryRole));
      const sources = collect(links, (link, found) => needsRoles(link) && found.add(link.source), loaders.work);
      return when(sources, (holders) =>
        when(factsByCode(holders, loaders.roles, release, loaders.work), (roles) => ({
          state: stateOf,
          matches: (rule, link) =>
            matchesPrimaryRoles(rule, link, primaryRole) &&
            matchesHeldRoles(rule, roles.get(link.source) ?? [], moment),
        })),
      );
    }),
  );
}

/** Returns the set that `add` fills from each link. */
function collect(
  links: readonly DirectedLink[],
  add: (link: DirectedLink, codes: Set<string>) => unknown,
  work: WorkBudget,
): MaybePromise<ReadonlySet<string>> {
  const codes = new Set<string>();
  const visited = work.each(links.length, (index) => void add(links[index]!, codes));
  return when(visited, () => codes);
}

/** Loads the fact of each code. */
function factsByCode<Fact>(
  codes: ReadonlySet<string>,
  loader: Loader<OrganisationKey, Fact>,
  release: number,
  work: WorkBudget,
): MaybePromise<ReadonlyMap<string, Fact>> {
  return when(
    work.map([...codes], (code) => ({ code, release, epoch: undefined })),
    (keys) =>
      when(loader.loadMany(keys), (facts) => {
        const byCode = new Map<string, Fact>();
        const visited = work.each(keys.length, (index) => void byCode.set(keys[index]!.code, facts[index] as Fact));
        return when(visited, () => byCode);
      }),
  );
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
