import { body } from './bodies';
import { link, type Draft } from './draft';
import type { Setting } from './setting';

/** Who can be the nominated payee of a network. */
export const PAYEE = { leadPractice: 0, federation: 1, trust: 2, site: 3 } as const;
export type Payee = (typeof PAYEE)[keyof typeof PAYEE];

/** Of ten networks five pay their lead practice, two a federation, one a trust, one a trust's site, one nobody. */
const BY_DIGIT = [0, 0, 0, 0, 0, 1, 1, 2, 3, undefined] as const;

/** Adds RE9 to a network from its payee, when it is of this sort. */
export function payments(payee: Draft, sort: Payee, network: number, setting: Setting): void {
  if (network >= setting.count('network') || BY_DIGIT[network % 10] !== sort) return;
  link(payee, 'RE9', body('network', network), { start: network % 3 === 1 ? '2021-04-01' : '2020-07-01' });
}

/** Adds RE10, for vaccinations: all closed, for every third network, overlapping the ordinary payments of others. */
export function covidPayments(payee: Draft, sort: Payee, network: number, setting: Setting): void {
  if (network >= setting.count('network') || network % 3 !== 0) return;
  if ((network % 2 === 0 ? PAYEE.leadPractice : PAYEE.federation) !== sort) return;
  link(payee, 'RE10', body('network', network), { start: '2020-12-01', end: '2022-08-31' });
}

/** Numbers of the networks that a federation serves. */
export const networksOfFederation = (federation: number) =>
  Array.from({ length: 20 }, (_, step) => federation * 20 + step);

/** Numbers of the networks that a trust, or the first site of a trust, serves. */
export const networksOfTrust = (trust: number) => Array.from({ length: 10 }, (_, step) => trust * 10 + step);
