import { active, type At } from './dates';
import { holds } from './kinds';
import { onceAt } from './once';
import type { Entry, Link } from './reading/record';
import type { Release } from './reading/release';

export const VIEWS = [
  'OPERATION',
  'COMMISSIONING',
  'NETWORK',
  'GEOGRAPHY',
  'CONSTITUENCY',
  'REPORTING',
  'DIRECTION',
  'SITE_NETWORK',
] as const;
export type View = (typeof VIEWS)[number];
type SingleView = Exclude<View, 'REPORTING' | 'SITE_NETWORK'>;

/** A link with both of its ends. */
interface Ends {
  readonly type: string;
  readonly source: Entry;
  readonly target: Entry;
}

/** Which links belong to each view, given the roles that the source holds. */
const LINKS: Readonly<Record<SingleView, (ends: Ends, plus: (role: string) => boolean) => boolean>> = {
  OPERATION: ({ type, ...ends }) => type === 'RE6' && !between(ends, ['RO177'], ['RO98']),
  COMMISSIONING: (ends, plus) => ends.type === 'RE4' || aboveCommissioner(ends, plus),
  NETWORK: (ends, plus) =>
    (ends.type === 'RE8' && to(ends, 'RO272')) ||
    (ends.type === 'RE4' && from(ends, 'RO272')) ||
    aboveCommissioner(ends, plus),
  GEOGRAPHY: (ends) => ends.type === 'RE5' || (ends.type === 'RE2' && to(ends, 'RO209')),
  CONSTITUENCY: (ends, plus) =>
    (ends.type === 'RE11' && to(ends, 'RO98')) ||
    (ends.type === 'RE2' && between(ends, ['RO98'], ['RO261']) && plus('RO327')) ||
    (ends.type === 'RE2' && between(ends, ['RO261'], ['RO209'])),
  DIRECTION: ({ type }) => type === 'RE3',
};

/** COMMISSIONING without its RE4. */
function aboveCommissioner(ends: Ends, plus: (role: string) => boolean): boolean {
  return (
    ((ends.type === 'RE5' || ends.type === 'RE2') && between(ends, ['RO98'], ['RO261']) && !plus('RO327')) ||
    (ends.type === 'RE5' && between(ends, ['RO98', 'RO179', 'RO171'], ['RO210', 'RO132'])) ||
    (ends.type === 'RE2' && between(ends, ['RO261', 'RO210', 'RO132'], ['RO209']))
  );
}

const from = ({ source }: Pick<Ends, 'source'>, ...roles: readonly string[]) =>
  roles.includes(source.primaryRole ?? '');
const to = ({ target }: Pick<Ends, 'target'>, ...roles: readonly string[]) => roles.includes(target.primaryRole ?? '');

function between(ends: Pick<Ends, 'source' | 'target'>, sources: readonly string[], targets: readonly string[]) {
  return from(ends, ...sources) && to(ends, ...targets);
}

/** Returns the links from an organisation one level up in a view on a day. Self-loops are ignored. */
export function upLinks(release: Release, code: string, view: View, at: At): readonly Link[] {
  return onceAt(release, at, `${view} ${code}`, () => linksUp(release, code, view, at));
}

function linksUp(release: Release, code: string, view: View, at: At): readonly Link[] {
  const source = release.entries.get(code);
  if (!source) return [];
  const found = (single: SingleView) => source.links.filter((link) => inView(release, source, link, single, at));
  if (view === 'SITE_NETWORK') {
    const network = found('NETWORK');
    return source.recordClass === 'SITE' && network.length === 0 ? found('OPERATION') : network;
  }
  if (view !== 'REPORTING') return found(view);
  if (source.recordClass === 'SITE') return found('OPERATION');
  const commissioning = found('COMMISSIONING');
  return commissioning.length > 0 ? commissioning : found('GEOGRAPHY');
}

/** Returns the incoming links that lead up to an organisation in a view on a day. */
export function downLinks(release: Release, code: string, view: View, at: At): readonly Link[] {
  const incoming = release.incoming.get(code) ?? [];
  return incoming.filter((link) => active(link, at) && upLinks(release, link.source, view, at).includes(link));
}

/** Whether an organisation had a link of a view, and of one of the types if they are given, on any day, given the roles of that day. */
export function everHadLink(release: Release, code: string, view: View, at: At, types?: readonly string[]): boolean {
  return onceAt(release, at, `ever ${view} ${types} ${code}`, () => everHad(release, code, view, at, types));
}

function everHad(release: Release, code: string, view: View, at: At, types?: readonly string[]): boolean {
  const source = release.entries.get(code);
  if (!source) return false;
  const links = source.links.filter(({ type }) => !types || types.includes(type));
  const had = (single: SingleView) => links.some((link) => everInView(release, source, link, single, at));
  if (view === 'SITE_NETWORK') return had('NETWORK') || (source.recordClass === 'SITE' && had('OPERATION'));
  if (view !== 'REPORTING') return had(view);
  return source.recordClass === 'SITE' ? had('OPERATION') : had('COMMISSIONING') || had('GEOGRAPHY');
}

function inView(release: Release, source: Entry, link: Link, view: SingleView, at: At): boolean {
  const target = release.entries.get(link.target);
  if (!target || link.source === link.target || !active(link, at)) return false;
  return LINKS[view]({ type: link.type, source, target }, (role) => holds(source, role, at));
}

/** Membership changes only when a role or the link begins or ends, so those days are enough. */
function everInView(release: Release, source: Entry, link: Link, view: SingleView, { basis }: At): boolean {
  const days = [link, ...source.roles].flatMap(({ operational, legal }) =>
    [...operational, ...legal].flatMap(({ start, end }) => [
      start ?? '0001-01-01',
      ...(end ? [end, dayAfter(end)] : []),
    ]),
  );
  return days.some((date) => inView(release, source, link, view, { date, basis }));
}

function dayAfter(date: string): string {
  const next = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(next.getTime())) return date;
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
