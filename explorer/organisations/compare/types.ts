import type { Dated, Organisation, OrganisationRef, Page, Payment } from '../graphql/types';

export interface RoleHeld extends Dated {
  readonly uniqueRoleId: string;
  readonly role: { readonly code: string; readonly name: string };
  readonly isPrimary: boolean;
}

export interface Outgoing extends Dated {
  readonly uniqueRelId: string;
  readonly type: { readonly code: string; readonly name: string };
  readonly target: OrganisationRef;
}

type Replaced = 'roles' | 'payment' | 'networkMembership' | 'parentsOperation' | 'lastChanged' | 'becameNow';

/** An organisation at one of the two moments. */
export interface Side extends Omit<Organisation, Replaced> {
  readonly roles: readonly RoleHeld[];
  readonly relationships: Pick<Page<Outgoing>, 'totalCount' | 'nodes'>;
  readonly networkMembership: {
    readonly memberships: readonly { readonly network: OrganisationRef }[];
    readonly reason: string | null;
    readonly stoppedAt: OrganisationRef | null;
  };
  readonly payment: Pick<Payment, 'reason' | 'stoppedAt'> & {
    readonly payees: readonly { readonly organisation: OrganisationRef; readonly rule: string }[];
  };
}

/** Both sides; null where the release has neither a record of the code nor a reference to it. */
export interface Sides {
  readonly before: Side | null;
  readonly after: Side | null;
}

/** The value of a measure at one moment, under names that `withMeasures` gives. */
export interface MeasureOn {
  readonly value: number;
  readonly date: string;
}

export interface TotalOn {
  readonly value: number;
  readonly dates: readonly string[];
  readonly counted: number;
  readonly missingCount: number;
}
