/** Conditions of a search for organisations. All that are present must match; a list matches any of its values. */
export interface OrganisationFilter {
  readonly codes?: readonly string[];
  readonly name?: string;
  readonly exactName?: string;
  /** A part of the name. */
  readonly containedName?: string;
  readonly postcode?: string;
  readonly town?: string;
  readonly country?: string;
  /** Roles at any time: at least one of each list. */
  readonly roles?: readonly (readonly string[])[];
  readonly withoutRoles?: readonly string[];
  /** Active roles: at least one of each list. */
  readonly activeRoles?: readonly (readonly string[])[];
  readonly active?: readonly boolean[];
  /** At least one bound of each list. */
  readonly changed?: readonly (readonly DateBound[])[];
}

/** A FHIR date prefix and its date. */
export interface DateBound {
  readonly comparator: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
  readonly date: string;
}
