import type { HierarchyView, OrganisationKind } from './gql/graphql';

/** What can be opened below an organisation: a view of the hierarchy, and the kinds to list. */
export interface Branch {
  readonly title: string;
  readonly view: HierarchyView;
  readonly kinds: readonly OrganisationKind[];
}

/** On earlier days other kinds filled a level: clinical commissioning groups before Sub ICB Locations, STPs before ICBs. */
const SYSTEMS: Branch = { title: 'Integrated care boards', view: 'COMMISSIONING', kinds: ['ICB', 'STP'] };
const COMMISSIONERS: Branch = {
  title: 'Sub ICB locations',
  view: 'COMMISSIONING',
  kinds: ['SUB_ICB_LOCATION', 'CCG'],
};
const PRACTICES: Branch = { title: 'GP practices', view: 'COMMISSIONING', kinds: ['GP_PRACTICE'] };
const NETWORKS: Branch = { title: 'Primary care networks', view: 'NETWORK', kinds: ['PCN'] };
const MEMBERS: Branch = { title: 'Member practices', view: 'NETWORK', kinds: ['GP_PRACTICE'] };

const BELOW: Partial<Record<OrganisationKind, readonly Branch[]>> = {
  REGION: [SYSTEMS],
  ICB: [COMMISSIONERS],
  STP: [COMMISSIONERS],
  SUB_ICB_LOCATION: [PRACTICES, NETWORKS],
  CCG: [PRACTICES, NETWORKS],
  PCN: [MEMBERS],
};

/** Returns the branches below an organisation; none below a practice. */
export function branchesBelow(kinds: readonly OrganisationKind[]): readonly Branch[] {
  return kinds.flatMap((kind) => BELOW[kind] ?? []).slice(0, 2);
}
