import { organisation } from './organisations';
import { addLink, type Draft } from './draft';
import type { SampleSettings } from './settings';

/** Kinds of nominated payees of a network. */
export const PAYEE = { leadPractice: 0, federation: 1, trust: 2, site: 3 } as const;
export type PayeeKind = (typeof PAYEE)[keyof typeof PAYEE];

/**
 * By last digit of its index: the payee of a network is its lead practice, a federation, a trust, a trust site or
 * nobody.
 */
const PAYEE_BY_DIGIT = [0, 0, 0, 0, 0, 1, 1, 2, 3, undefined] as const;

/** Adds RE9 from a payee to a network, if the network has this kind of payee. */
export function addPayments(payee: Draft, kind: PayeeKind, network: number, settings: SampleSettings): void {
  if (network >= settings.count('network') || PAYEE_BY_DIGIT[network % 10] !== kind) return;
  addLink(payee, 'RE9', organisation('network', network), { start: network % 3 === 1 ? '2021-04-01' : '2020-07-01' });
}

/** Adds RE10, the payments for COVID vaccinations: for every third network, all ended. They overlap with RE9. */
export function addCovidPayments(payee: Draft, kind: PayeeKind, network: number, settings: SampleSettings): void {
  if (network >= settings.count('network') || network % 3 !== 0) return;
  if ((network % 2 === 0 ? PAYEE.leadPractice : PAYEE.federation) !== kind) return;
  addLink(payee, 'RE10', organisation('network', network), { start: '2020-12-01', end: '2022-08-31' });
}

/** Indexes of the networks that a federation serves. */
export const networksOfFederation = (federation: number) =>
  Array.from({ length: 20 }, (_, step) => federation * 20 + step);

/** Indexes of the networks that a trust, or its first site, serves. */
export const networksOfTrust = (trust: number) => Array.from({ length: 10 }, (_, step) => trust * 10 + step);
