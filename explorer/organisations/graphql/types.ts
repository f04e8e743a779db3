/** Response types of the queries in documents/. */
export interface Period {
  readonly start: string | null;
  readonly end: string | null;
}

export interface OrganisationRef {
  readonly code: string;
  readonly name: string;
  readonly isActive: boolean;
}

/** An organisation in a list of suggestions, search results or children. */
export interface OrganisationSummary extends Omit<OrganisationRef, 'isActive'> {
  readonly isActive?: boolean;
  readonly kinds: readonly string[];
  /** Kilometres from the place of a search; null or absent if there is none. */
  readonly distanceKm?: number | null;
  readonly address: { readonly town: string | null; readonly postcode: string | null } | null;
  readonly matchedOn?: string | null;
  readonly matchedText?: string | null;
  readonly correctedWords?: readonly string[] | null;
}

export interface Page<Node> {
  readonly totalCount: number;
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface CommonData {
  readonly releases: readonly { readonly id: string; readonly isLive: boolean; readonly isSample: boolean }[];
  readonly views: readonly { readonly view: string; readonly description: string }[];
  readonly measures: readonly MeasureInfo[];
}

export interface MeasureInfo {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
}

export interface Dated {
  readonly isActive: boolean;
  readonly operational: Period | null;
  readonly legal: Period | null;
}

export interface OrganisationRole extends Dated {
  readonly id: string;
  readonly role: { readonly code: string; readonly name: string };
  readonly isPrimary: boolean;
}

export interface Relationship extends Dated {
  readonly id: string;
  readonly type: { readonly name: string };
  readonly source: Omit<OrganisationRef, 'isActive'>;
  readonly target: Omit<OrganisationRef, 'isActive'>;
}

export interface Hop {
  readonly type: { readonly name: string };
  readonly source: OrganisationRef;
  readonly target: OrganisationRef;
  readonly operational: Period | null;
  readonly legal: Period | null;
}

export interface Payment {
  readonly payees: readonly {
    readonly organisation: OrganisationRef;
    readonly rule: string;
    readonly path: { readonly hops: readonly Hop[] };
  }[];
  readonly reason: string | null;
  readonly stoppedAt: OrganisationRef | null;
}

/** A membership: a relationship from a member to its network. */
export interface MembershipLink extends Dated {
  readonly id: string;
  readonly basisUsed: 'OPERATIONAL' | 'LEGAL';
}

/** A member of a network, with the relationships that make it one. */
export interface Member {
  readonly node: OrganisationRef & {
    readonly measurement?: {
      readonly value: number;
      readonly date: string;
    } | null;
    readonly measurementMissing?: string | null;
  };
  readonly relationships: readonly MembershipLink[];
}

/** A membership of a network at any time. */
export interface Membership extends MembershipLink {
  readonly source: OrganisationRef;
}

/** The sum of a measure over the members of a network on the day, and the members that are not in it. */
export interface NetworkTotal {
  readonly value: number;
  readonly dates: readonly string[];
  readonly counted: number;
  readonly missingCount: number;
  readonly missing: readonly (OrganisationRef & { readonly measurementMissing: string | null })[];
}

export interface NetworkMembership {
  readonly memberships: readonly { readonly network: OrganisationRef; readonly through: OrganisationRef | null }[];
  readonly reason: string | null;
  readonly stoppedAt: OrganisationRef | null;
}

/** The organisations of a level that it belongs to, or why there is none. */
export interface Level {
  readonly organisations: readonly OrganisationRef[];
  readonly reason: string | null;
  readonly stoppedAt: OrganisationRef | null;
}

export interface Succession {
  readonly organisation: OrganisationRef;
  readonly date: string | null;
}

export interface Organisation extends OrganisationRef, Dated {
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
  readonly roles: readonly OrganisationRole[];
  readonly parentsOperation: readonly (OrganisationRef & { readonly kinds: readonly string[] })[];
  /** The Sub ICB Location, or the CCG or PCT before it. */
  readonly commissioner: Level;
  /** The ICB, or the STP before it. */
  readonly system: Level;
  readonly region: Level;
  readonly networkMembership: NetworkMembership;
  readonly payment: Payment;
  readonly predecessors: readonly Succession[];
  readonly successors: readonly Succession[];
  readonly becameNow: readonly OrganisationRef[];
}

export interface Address {
  readonly lines: readonly string[];
  readonly town: string | null;
  readonly county: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
  readonly uprn: string | null;
}

export interface MeasureValues {
  readonly measurement: { readonly value: number; readonly date: string; readonly valueOf: readonly string[] } | null;
  readonly measurementMissing: string | null;
  readonly total?: {
    readonly value: number;
    readonly date: string | null;
    readonly counted: number;
    readonly missingCount: number;
    readonly tooOld: number;
  };
}

export interface Finding {
  readonly rule: { readonly id: string; readonly title: string };
  readonly message: string;
  readonly related: readonly OrganisationRef[];
}

/** A relationship to another organisation, current or not. */
export interface TimelineRelationship extends Omit<Relationship, 'source'> {
  readonly basisUsed: 'OPERATIONAL' | 'LEGAL';
}
