import { reasonToStop, type Reason } from './belongs-to';
import { entry, isNetwork, memberships, parents, type Moment } from './hierarchy';

export interface Membership {
  readonly network: string;
  readonly rule: 'MEMBER' | 'OPERATOR' | 'NETWORK_SITE';
  /** What operates a site. */
  readonly through: string | null;
  /** Relationship types on the path. */
  readonly types: readonly string[];
}

export interface Networks {
  readonly memberships: readonly Membership[];
  readonly reason: Reason | null;
  readonly stoppedAt: string | null;
}

/** Returns the networks of an organisation, or of a site by what operates it, each once; or the reason why there is none. */
export function networkMembership(on: Moment, code: string): Networks {
  const own = memberships(on, code).map((network): Membership => member(network, null));
  const isSite = entry(on, code).recordClass === 'SITE';
  const operators = own.length === 0 && isSite ? parents(on, code, 'OPERATION') : [];
  const found = [...own, ...operators.flatMap((each) => ofOperator(on, each))];
  if (found.length > 0) return { memberships: firstOfEach(found), reason: null, stoppedAt: null };
  const branch = [code, ...operators.slice(0, 1)];
  const reason = reasonToStop(on, branch, 'SITE_NETWORK', true, ['RE6', 'RE8']);
  return { memberships: [], reason, stoppedAt: branch.at(-1)! };
}

function member(network: string, through: string | null): Membership {
  return through === null
    ? { network, rule: 'MEMBER', through, types: ['RE8'] }
    : { network, rule: 'OPERATOR', through, types: ['RE6', 'RE8'] };
}

function ofOperator(on: Moment, operator: string): readonly Membership[] {
  if (isNetwork(on, operator)) return [{ network: operator, rule: 'NETWORK_SITE', through: null, types: ['RE6'] }];
  return memberships(on, operator).map((network) => member(network, operator));
}

function firstOfEach(all: readonly Membership[]): readonly Membership[] {
  return all.filter(({ network }, at) => all.findIndex((each) => each.network === network) === at);
}
