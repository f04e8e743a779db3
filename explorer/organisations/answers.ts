/** What the documents in documents/ are answered with. */
export interface Period {
  readonly start: string | null;
  readonly end: string | null;
}

export interface Named {
  readonly code: string;
  readonly name: string;
  readonly isActive: boolean;
}

/** One of a list: a suggestion, a result of a search, a child. */
export interface Listed extends Omit<Named, 'isActive'> {
  readonly isActive?: boolean;
  readonly kinds: readonly string[];
  readonly address: { readonly town: string | null; readonly postcode: string | null } | null;
}

export interface Page<Node> {
  readonly totalCount: number;
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface Frame {
  readonly releases: readonly { readonly id: string; readonly isLive: boolean }[];
  readonly views: readonly { readonly view: string; readonly description: string }[];
  readonly measures: readonly MeasureNamed[];
}

export interface MeasureNamed {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
}

export interface Dated {
  readonly isActive: boolean;
  readonly operational: Period | null;
  readonly legal: Period | null;
}

export interface RoleHeld extends Dated {
  readonly id: string;
  readonly role: { readonly code: string; readonly name: string };
  readonly isPrimary: boolean;
}

export interface Link extends Dated {
  readonly id: string;
  readonly type: { readonly name: string };
  readonly source: Omit<Named, 'isActive'>;
  readonly target: Omit<Named, 'isActive'>;
}

export interface Hop {
  readonly type: { readonly name: string };
  readonly source: Named;
  readonly target: Named;
  readonly operational: Period | null;
}

export interface Payment {
  readonly payees: readonly {
    readonly organisation: Named;
    readonly rule: string;
    readonly path: { readonly hops: readonly Hop[] };
  }[];
  readonly reason: string | null;
  readonly stoppedAt: Named | null;
}

export interface Succeeded {
  readonly organisation: Named;
  readonly date: string | null;
}

export interface Organisation extends Named, Dated {
  readonly recordClass: string | null;
  readonly status: string | null;
  readonly basisUsed: 'OPERATIONAL' | 'LEGAL';
  readonly isReferenceOnly: boolean;
  readonly isUnresolved: boolean;
  readonly lastChanged: string | null;
  readonly moment: { readonly date: string; readonly basis: 'OPERATIONAL' | 'LEGAL'; readonly release: string };
  readonly kinds: readonly string[];
  readonly address: Address | null;
  readonly contacts: readonly { readonly type: string; readonly value: string }[];
  readonly roles: readonly RoleHeld[];
  readonly networks: readonly Named[];
  readonly payment: Payment;
  readonly predecessors: readonly Succeeded[];
  readonly successors: readonly Succeeded[];
  readonly becameNow: readonly Named[];
}

export interface Address {
  readonly lines: readonly string[];
  readonly town: string | null;
  readonly county: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
  readonly uprn: string | null;
}

export interface Measured {
  readonly measurement: { readonly value: number; readonly date: string } | null;
  readonly total?: {
    readonly value: number;
    readonly date: string | null;
    readonly counted: number;
    readonly missingCount: number;
  };
}

export interface Finding {
  readonly rule: { readonly id: string; readonly title: string };
  readonly message: string;
  readonly related: readonly Named[];
}

/** A relationship to somebody above, whenever it held. */
export interface Upward extends Omit<Link, 'source'> {
  readonly basisUsed: 'OPERATIONAL' | 'LEGAL';
}
