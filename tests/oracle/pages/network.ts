import { active, basisUsed } from '../dates';
import { isActive, isOf, members, type Moment } from '../hierarchy';
import { measurement, total, type Values } from '../measures';
import { payment } from '../payment';
import type { Link } from '../reading/record';
import type { Statement } from './read-page';
import { day, deciding, named, number, periods } from './words';

/** A measure and its values. */
export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly values: Values;
}

/** What the page must say of list sizes and of the members of a network. */
export function networkStatements(on: Moment, code: string, measure: Measured | null): Statement[] {
  const isNetwork = isOf(on, code, ['PCN']);
  const text = measure === null ? null : valueText(on, code, measure, isNetwork);
  return [
    ...(text === null ? [] : [{ section: 'details', key: measure!.name, text }]),
    ...(isNetwork ? memberStatements(on, code, measure) : []),
  ];
}

const MISSING = {
  NO_VALUE: 'no value is loaded for it',
  NOT_YET: 'all its values are of later days',
  TOO_OLD: 'no value of the last 12 months',
};

function missing({ values }: Measured, code: string, date: string): keyof typeof MISSING {
  const all = values.get(code) ?? [];
  if (all.length === 0) return 'NO_VALUE';
  return all.every((each) => each.date > date) ? 'NOT_YET' : 'TOO_OLD';
}

function valueText(on: Moment, code: string, measure: Measured, isNetwork: boolean): string | null {
  const { values, unit } = measure;
  const own = measurement(values, code, on.date);
  if (own) return `${number(own.value)} ${unit}, ${day(own.date)}`;
  if (!isNetwork) return missing(measure, code, on.date) === 'TOO_OLD' ? MISSING.TOO_OLD : null;
  const sum = total(on, code, values, {});
  const tooOld = sum.missing.some((each) => missing(measure, each, on.date) === 'TOO_OLD');
  if (sum.date === null) return tooOld ? MISSING.TOO_OLD : null;
  const { length } = sum.missing;
  const rest = length === 0 ? '' : `; ${length} ${length === 1 ? 'member has' : 'members have'} no value`;
  return `${number(sum.value)} ${unit} of ${sum.counted} ${sum.counted === 1 ? 'member' : 'members'}, ${day(sum.date)}${rest}`;
}

function memberStatements(on: Moment, code: string, measure: Measured | null): Statement[] {
  const say = (key: string, text: string): Statement => ({ section: 'members', key, text });
  const found = members(on, code);
  return [
    say('heading', 'Members'),
    ...(measure === null ? [] : sumStatements(on, code, measure)),
    say('Nominated payee', payeeText(on, code, found)),
    say(
      'Lead practice',
      'ODS publishes no lead practice of a network. The lead practice of a vaccination site is what operates the site',
    ),
    say('count of members', String(found.length)),
    ...found.map((member) => say('row of Members', memberRow(on, code, member, measure))),
    ...(found.length > 0
      ? []
      : [
          say(
            'text',
            `No member on ${day(on.date)}: no membership (is partner to, RE8) of an organisation that is open covers the day.`,
          ),
        ]),
    ...historyStatements(on, code),
  ];
}

const linksInto = (on: Moment, code: string): readonly Link[] =>
  (on.release.incoming.get(code) ?? []).filter(({ type }) => type === 'RE8');

function memberRow(on: Moment, code: string, member: string, measure: Measured | null): string {
  const links = linksInto(on, code).filter((link) => link.source === member && active(link, on));
  const days = links.map(periods).join('; ');
  if (measure === null) return [named(on, member), days].join(' | ');
  const value = measurement(measure.values, member, on.date);
  return [
    named(on, member),
    value ? number(value.value) : MISSING[missing(measure, member, on.date)],
    value ? day(value.date) : 'none',
    days,
  ].join(' | ');
}

function sumStatements(on: Moment, code: string, measure: Measured): Statement[] {
  const say = (key: string, text: string): Statement => ({ section: 'members', key, text });
  const sum = total(on, code, measure.values, {});
  const count = members(on, code).length;
  const others = count - sum.counted - sum.missing.length;
  const rest = others > 0 ? `; ${others} of them ${others === 1 ? 'is' : 'are'} of a kind without list sizes` : '';
  const days = sum.date === null ? '' : day(sum.date);
  const text =
    count === 0
      ? 'No figure: it has no members on the day'
      : sum.counted === 0
        ? `No figure: none of the ${count} members has one of the 12 months up to the day${rest}`
        : `${number(sum.value)} ${measure.unit}, of ${sum.counted} of ${count} ${count === 1 ? 'member' : 'members'}, counted on ${days}${rest}`;
  const without = sum.missing.map((each) => `${named(on, each)}: ${MISSING[missing(measure, each, on.date)]}`);
  return [say('Together', text), say('Without a figure', without.join(' / ') || 'No practice that is a member')];
}

function payeeText(on: Moment, code: string, found: readonly string[]): string {
  const { payees } = payment(on, code);
  if (payees.length === 0)
    return `None on ${day(on.date)}: no organisation is nominated (RE9). The network may hold its own account`;
  return payees
    .map((payee) => {
      const member = found.includes(payee.code) ? 'a member on the day' : 'not a member on the day';
      return `${named(on, payee.code)}: nominated by its network, ${member}`;
    })
    .join(' / ');
}

function historyStatements(on: Moment, code: string): Statement[] {
  const say = (key: string, text: string): Statement => ({ section: 'members', key, text });
  const links = linksInto(on, code);
  return [
    say('text', 'Every membership that the release has, whatever the day, by the dates that decide it.'),
    ...(links.length > 0
      ? [say('count of memberships', String(links.length))]
      : [
          say(
            'text',
            'This release has no membership (is partner to, RE8) of any organisation in this network, at any time.',
          ),
        ]),
    ...links.map((link) => {
      const { start = null, end = null } = deciding(link, on) ?? {};
      return say(
        'row of Joined and left',
        [
          named(on, link.source),
          start === null ? 'no date' : day(start),
          end === null ? 'no end' : day(end),
          basisUsed(link, on.basis).toLowerCase(),
          stateText(on, link),
        ].join(' | '),
      );
    }),
  ];
}

function stateText(on: Moment, link: Link): string {
  if (active(link, on))
    return isActive(on, link.source)
      ? 'Member on the day'
      : 'Membership is open, but the member is closed on the day: it does not count';
  const { start = null, end = null } = deciding(link, on) ?? {};
  if (start !== null && start > on.date) return 'Joins after the day';
  return end !== null && end < on.date ? 'Left before the day' : 'Not on the day';
}
