import { active, startOn } from './dates';
import { reasonToStop, type Reason } from './belongs-to';
import type { Link } from './reading/record';
import { compare, entry, isOf, memberships, parents, type Moment } from './hierarchy';

export interface Payee {
  readonly code: string;
  readonly rule: 'NOMINATED_PAYEE' | 'COVID_NOMINATED_PAYEE' | 'OPERATING_PARENT' | 'ITSELF';
  /** Relationship types on the path. */
  readonly types: readonly string[];
}

export interface Payment {
  readonly payees: readonly Payee[];
  readonly reason: Reason | null;
  readonly stoppedAt: string | null;
}

/** Returns the payees of an organisation with their rule, or the reason why there is none. */
export function payment(on: Moment, code: string): Payment {
  if (entry(on, code).recordClass === 'SITE') return paymentOfSite(on, code);
  if (isOf(on, code, ['GP_PRACTICE'])) return paymentOfPractice(on, [code], [], false);
  if (isOf(on, code, ['PCN'])) return paymentOfNetworks(on, [code], [], false);
  return { payees: [{ code, rule: 'ITSELF', types: [] }], reason: null, stoppedAt: null };
}

/** The payees of a site: each operating parent and, for a practice, the payees of its networks. */
function paymentOfSite(on: Moment, code: string): Payment {
  const covid = isOf(on, code, ['VACCINATION_SITE']);
  const operators = parents(on, code, 'OPERATION');
  if (operators.length === 0)
    return { payees: [], reason: reasonToStop(on, [code], 'OPERATION', false), stoppedAt: code };
  const paid = operators.map((operator): Payee => ({ code: operator, rule: 'OPERATING_PARENT', types: ['RE6'] }));
  const further = operators
    .filter((operator) => isOf(on, operator, ['GP_PRACTICE']))
    .map((practice) => paymentOfPractice(on, [code, practice], ['RE6'], covid));
  return {
    payees: [...paid, ...further.flatMap(({ payees }) => payees)],
    reason: further[0]?.reason ?? null,
    stoppedAt: further[0]?.stoppedAt ?? null,
  };
}

/** The payees of a practice: those of its networks. */
function paymentOfPractice(on: Moment, path: readonly string[], types: readonly string[], covid: boolean): Payment {
  const practice = path.at(-1) as string;
  const found = memberships(on, practice);
  if (found.length > 0) return paymentOfNetworks(on, found, [...types, 'RE8'], covid);
  return { payees: [], reason: reasonToStop(on, path, 'NETWORK', true), stoppedAt: practice };
}

/** The payees of networks: RE9 on the date; for a vaccination site RE10 if there is one, else RE9. */
function paymentOfNetworks(on: Moment, codes: readonly string[], types: readonly string[], covid: boolean): Payment {
  const payees = codes.flatMap((code) => payeesOf(on, code, types, covid));
  if (payees.length > 0) return { payees, reason: null, stoppedAt: null };
  return { payees, reason: 'NO_PAYEE_RECORDED', stoppedAt: codes[0] ?? null };
}

function payeesOf(on: Moment, network: string, types: readonly string[], covid: boolean): readonly Payee[] {
  const incoming = (on.release.incoming.get(network) ?? []).filter((link) => active(link, on));
  const nominated = ofType(on, incoming, 'RE9');
  const forCovid = covid ? ofType(on, incoming, 'RE10') : [];
  const rule = forCovid.length > 0 ? 'COVID_NOMINATED_PAYEE' : 'NOMINATED_PAYEE';
  const type = forCovid.length > 0 ? 'RE10' : 'RE9';
  const chosen = forCovid.length > 0 ? forCovid : nominated;
  return chosen.map((code) => ({ code, rule, types: [...types, type] }));
}

function ofType(on: Moment, links: readonly Link[], type: string): readonly string[] {
  const started = links
    .filter((link) => link.type === type)
    .map(({ source, ...link }) => ({ source, start: startOn(link, on) }));
  started.sort((a, b) => compare(b.start, a.start) || compare(a.source, b.source));
  return [...new Set(started.map(({ source }) => source))];
}
