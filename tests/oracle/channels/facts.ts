import { belongsTo } from '../belongs-to';
import { active, basisUsed } from '../dates';
import { compare, entry, isActive, kinds, networks, parents, type Moment } from '../hierarchy';
import type { Kind } from '../kinds';
import { belongsToLevel } from '../levels';
import { payment } from '../payment';
import { resolve } from '../succession';

/** What is said of an organisation at a moment, as texts. Several values are separated by `; `. */
export interface Facts {
  readonly name: string;
  readonly postcode: string;
  /** The most specific kind. */
  readonly kind: string;
  readonly kinds: string;
  readonly isActive: string;
  readonly basisUsed: string;
  readonly roles: string;
  readonly operator: string;
  readonly commissioner: string;
  readonly parent: string;
  readonly subIcb: string;
  readonly icb: string;
  readonly icbReason: string;
  readonly region: string;
  readonly regionReason: string;
  /** The level COMMISSIONER, whatever fills it on the day. */
  readonly commissionerLevel: string;
  readonly system: string;
  readonly network: string;
  readonly payee: string;
  /** What it became, if it is not active. */
  readonly successor: string;
  /** Its relationships that hold, each as type and target, in order. */
  readonly links: string;
}

/** What a channel says. It need not know every fact. */
export type Answers = ReadonlyMap<string, Partial<Facts>>;

export const joined = (codes: readonly string[]): string => codes.join('; ');

/** Distinct texts, in the order in which they came first. */
export const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

export const sorted = (texts: readonly string[]): string => joined([...texts].sort(compare));

/** Returns what the XML of the release says, by the oracle. */
export function factsOf(on: Moment, code: string): Facts {
  const { name, address, roles, links } = entry(on, code);
  const level = (kind: Kind) => belongsTo(on, code, kind, 'REPORTING');
  const [icb, region] = [level('ICB'), level('REGION')];
  return {
    name,
    postcode: address?.['PostCode'] ?? '',
    kind: kinds(on, code)[0]!,
    kinds: joined(kinds(on, code)),
    isActive: String(isActive(on, code)),
    basisUsed: basisUsed(entry(on, code), on.basis),
    roles: sorted(distinct(roles.filter((held) => active(held, on)).map((held) => held.code))),
    operator: joined(parents(on, code, 'OPERATION')),
    commissioner: joined(parents(on, code, 'COMMISSIONING')),
    parent: joined(parents(on, code, 'REPORTING')),
    subIcb: joined(level('SUB_ICB_LOCATION').organisations),
    icb: joined(icb.organisations),
    icbReason: icb.reason ?? '',
    region: joined(region.organisations),
    regionReason: region.reason ?? '',
    commissionerLevel: joined(belongsToLevel(on, code, 'COMMISSIONER', 'REPORTING').organisations),
    system: joined(belongsToLevel(on, code, 'COMMISSIONING_SYSTEM', 'REPORTING').organisations),
    network: joined(networks(on, code)),
    payee: joined(distinct(payment(on, code).payees.map((payee) => payee.code))),
    successor: isActive(on, code) ? '' : joined(resolve(on, code).current),
    links: sorted(links.filter((link) => active(link, on)).map(({ type, target }) => `${type} ${target}`)),
  };
}
