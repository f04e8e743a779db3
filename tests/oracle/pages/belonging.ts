import { active } from '../dates';
import { belongsTo, type Reason } from '../belongs-to';
import { entry, isActive, isOf, kinds, memberships, networks, parents, type Moment } from '../hierarchy';
import type { Kind } from '../kinds';
import { payment, type Payee } from '../payment';
import type { Statement } from './read-page';
import { becameNow, openText } from './record';
import { day, named, periods, whyMissing } from './words';

/** What the page must say of where an organisation belongs on the day, and of who is paid for it. */
export function belongingStatements(on: Moment, code: string): Statement[] {
  const say = (key: string, text: string): Statement => ({ section: 'belongs', key, text });
  const { recordClass } = entry(on, code);
  return [
    say('heading', `Where it belongs on ${day(on.date)}`),
    say('Open or closed', openText(on, code)),
    ...(isActive(on, code) ? [] : [say(`Replaced by, on ${day(on.date)}`, replacedText(on, code))]),
    say('Paid', paidText(on, code)),
    ...(recordClass === 'SITE' ? [say('Practice', practiceText(on, code))] : []),
    ...(isOf(on, code, ['PCN']) ? [] : [say('Networks', networkText(on, code))]),
    ...levelsAbove(on, code).map(({ name, text }) => say(name, text)),
    ...payeeStatements(on, code),
  ];
}

const list = (on: Moment, codes: readonly string[]) => codes.map((code) => named(on, code)).join(' / ');
/** Where a search upwards stopped, if not at the organisation itself. */
export const at = (on: Moment, stoppedAt: string | null, code: string) =>
  stoppedAt === null || stoppedAt === code ? '' : ` (at ${named(on, stoppedAt)})`;

function replacedText(on: Moment, code: string): string {
  const found = becameNow(on, code);
  if (found.length > 0) return list(on, found);
  return 'No active organisation: it has no successor in this release that is active on the day';
}

function practiceText(on: Moment, code: string): string {
  const practices = parents(on, code, 'OPERATION').filter((parent) => isOf(on, parent, ['GP_PRACTICE']));
  if (practices.length > 0) return list(on, practices);
  return `None: no GP practice operates it on ${day(on.date)} (looked at: is operated by, RE6)`;
}

export const RULES: Readonly<Record<Payee['rule'], string>> = {
  NOMINATED_PAYEE: 'nominated by its network',
  COVID_NOMINATED_PAYEE: 'nominated by its network for vaccinations',
  OPERATING_PARENT: 'paid as the operator',
  ITSELF: 'paid directly',
};

function paidText(on: Moment, code: string): string {
  const { payees, reason, stoppedAt } = payment(on, code);
  const lines = payees.map(
    (payee) => `${payee.code === code ? 'Itself' : named(on, payee.code)}: ${RULES[payee.rule]}`,
  );
  if (reason !== null) {
    const head = payees.length === 0 ? 'Nobody is named' : 'No further payee';
    lines.push(`${head}: ${noPayeeText(on, reason, stoppedAt!, code)}${at(on, stoppedAt, code)}`);
  }
  return lines.join(' / ');
}

/** Why nobody more is paid. The search goes from a site to its operators, and from a practice to its networks. */
export function noPayeeText(on: Moment, reason: Reason, stoppedAt: string, code: string): string {
  if (reason === 'NO_PAYEE_RECORDED')
    return 'the network has no nominated payee on this day, so it may hold its own account';
  const it = stoppedAt === code ? 'it' : 'the practice';
  const isSite = entry(on, stoppedAt).recordClass === 'SITE';
  const operated = entry(on, stoppedAt).links.filter(({ type }) => type === 'RE6');
  const links = isSite ? operated : networkLinks(on, stoppedAt);
  if (reason === 'NO_SUCH_LINK' && links.length === 0)
    return isSite
      ? `${it} has no operator (is operated by, RE6) at any time`
      : `${it} is in no network (is partner to, RE8) at any time`;
  if (reason === 'NOT_ON_DATE' && links.length > 0)
    return isSite
      ? `${it} has an operator (is operated by, RE6) on other days only`
      : `${it} is in a network (is partner to, RE8) on other days only`;
  return whyMissing(reason, stoppedAt === code);
}

function networkText(on: Moment, code: string): string {
  const found = networks(on, code);
  const own = memberships(on, code);
  if (found.length > 0) return found.map((network) => named(on, network) + through(on, code, network, own)).join(' / ');
  return noNetworkText(on, code);
}

/** Why an organisation is in no network. */
export function noNetworkText(on: Moment, code: string): string {
  const operators = entry(on, code).recordClass === 'SITE' ? parents(on, code, 'OPERATION') : [];
  const [first] = operators;
  const { reason, stoppedAt } = noNetwork(on, code, first);
  const where = at(on, stoppedAt, code);
  const who = first === undefined ? 'it' : 'what operates it';
  if (reason === 'NOT_ON_DATE')
    return isSiteWithoutOperator(on, code, first)
      ? `None on ${day(on.date)}: it has an operator (RE6) or a network (RE8) on other days only`
      : `None on ${day(on.date)}: ${who} is in a network (is partner to, RE8) on other days only${where}`;
  if (reason === 'NO_SUCH_LINK')
    return isSiteWithoutOperator(on, code, first)
      ? 'None: it has neither an operator (RE6) nor a network (RE8) at any time'
      : `None: ${who} is in no network (is partner to, RE8) at any time${where}`;
  return `None: ${whyMissing(reason, stoppedAt === code)}${where}`;
}

/** Memberships of any day. A trust may be partner to bodies that are no network. */
const networkLinks = (on: Moment, code: string) =>
  entry(on, code).links.filter(({ type, target }) => type === 'RE8' && entry(on, target).primaryRole === 'RO272');

const isSiteWithoutOperator = (on: Moment, code: string, operator: string | undefined) =>
  entry(on, code).recordClass === 'SITE' && operator === undefined;

/** The first reason that applies to what operates a site, or to the organisation itself. */
function noNetwork(on: Moment, code: string, operator: string | undefined): { reason: string; stoppedAt: string } {
  const stoppedAt = operator ?? code;
  const { unresolved, refOnly } = entry(on, stoppedAt);
  const operated = entry(on, stoppedAt).links.filter(({ type }) => type === 'RE6');
  const links = [...networkLinks(on, stoppedAt), ...(isSiteWithoutOperator(on, code, operator) ? operated : [])];
  const nation = belongsTo(on, code, 'PCN', 'SITE_NETWORK').reason === 'OTHER_NATION';
  if (nation) return { reason: 'OTHER_NATION', stoppedAt };
  if (unresolved) return { reason: 'TARGET_NOT_IN_RELEASE', stoppedAt };
  if (refOnly) return { reason: 'TARGET_REF_ONLY', stoppedAt };
  if (!isActive(on, stoppedAt)) return { reason: operator === undefined ? 'NOT_ACTIVE' : 'TARGET_CLOSED', stoppedAt };
  return { reason: links.length > 0 ? 'NOT_ON_DATE' : 'NO_SUCH_LINK', stoppedAt };
}

function through(on: Moment, code: string, network: string, own: readonly string[]): string {
  if (own.includes(network)) return '';
  const operators = parents(on, code, 'OPERATION');
  const operator = operators.find((each) => memberships(on, each).includes(network));
  return operator === undefined ? '' : `, through ${named(on, operator)}`;
}

interface LevelRow {
  readonly name: string;
  /** '' where this is not checked. */
  readonly text: string;
}

/** What stands above an organisation, without the levels that it is at or above itself. */
function levelsAbove(on: Moment, code: string): LevelRow[] {
  const own = kinds(on, code);
  const isAt = (...of: readonly Kind[]) => own.some((kind) => of.includes(kind));
  const isRegion = isAt('REGION');
  const isSystem = isRegion || isAt('ICB', 'STP');
  const commissioner = on.date >= '2022-07-01' ? 'SUB_ICB_LOCATION' : on.date >= '2013-04-01' ? 'CCG' : null;
  const system = on.date >= '2022-07-01' ? 'ICB' : on.date >= '2020-04-01' ? 'STP' : 'NONE';
  return [
    ...(isSystem || isAt('SUB_ICB_LOCATION', 'CCG')
      ? []
      : [
          {
            name: 'Sub ICB Location, CCG or PCT',
            text: commissioner === null ? '' : levelText(on, code, commissioner),
          },
        ]),
    ...(isSystem
      ? []
      : [
          {
            name: 'ICB or STP',
            text: system === 'NONE' ? `None: ${whyMissing('BEFORE_LEVEL', true)}` : levelText(on, code, system),
          },
        ]),
    ...(isRegion ? [] : [{ name: 'Region', text: levelText(on, code, 'REGION') }]),
  ];
}

function levelText(on: Moment, code: string, kind: Kind): string {
  const { organisations, reason, stoppedAt } = belongsTo(on, code, kind, 'REPORTING');
  if (organisations.length > 0) return list(on, organisations);
  return `None: ${whyMissing(reason!, stoppedAt === code)}${at(on, stoppedAt, code)}`;
}

function payeeStatements(on: Moment, code: string): Statement[] {
  const { payees, reason, stoppedAt } = payment(on, code);
  const say = (text: string): Statement => ({ section: 'payees', key: 'text', text });
  const head = payees.length === 0 ? 'No payee found' : 'Payees may be missing';
  return [
    { section: 'payees', key: 'heading', text: 'Who gets paid' },
    ...payees.map((payee) => say(`${named(on, payee.code)}: ${RULES[payee.rule]}.`)),
    ...(reason === null
      ? []
      : [say(`${head}: ${noPayeeText(on, reason, stoppedAt!, code)}${at(on, stoppedAt, code)}.`)]),
  ];
}

/** Every hop that a path to a payee may have: links of it, of its operators and of the payees that cover the day, with their days. */
export function hopTexts(on: Moment, code: string, names: ReadonlyMap<string, string>): string[] {
  const sources = [code, ...parents(on, code, 'OPERATION'), ...payment(on, code).payees.map((payee) => payee.code)];
  const links = [...new Set(sources)].flatMap((source) => entry(on, source).links);
  return links
    .filter((link) => active(link, on))
    .map((link) => {
      const type = names.get(link.type)?.toLowerCase();
      return `${named(on, link.source)} ${type} ${named(on, link.target)}, ${periods(link)}`;
    });
}
