/** The columns that can be added, with the label of each. The names are those of POST /enrich. */
export const COLUMNS: readonly (readonly [name: string, label: string])[] = [
  ['name', 'Name'],
  ['kind', 'Kind'],
  ['isActive', 'Active on the day'],
  ['parent', 'Parent'],
  ['subIcb', 'Sub ICB Location'],
  ['icb', 'ICB'],
  ['region', 'Region'],
  ['payee', 'Payee'],
  ['successor', 'Successor'],
  ['postcode', 'Postcode'],
  ['parentName', 'Name of the parent'],
  ['subIcbName', 'Name of the Sub ICB Location'],
  ['icbName', 'Name of the ICB'],
  ['regionName', 'Name of the region'],
  ['payeeName', 'Name of the payee'],
  ['successorName', 'Name of the successor'],
  ['commissioner', 'Sub ICB Location, CCG or PCT'],
  ['commissionerName', 'Name of the Sub ICB Location, CCG or PCT'],
  ['commissioningSystem', 'ICB or STP'],
  ['commissioningSystemName', 'Name of the ICB or STP'],
  ['network', 'Primary care network'],
  ['networkName', 'Name of the primary care network'],
];

/** How many of the columns are chosen at first. */
export const CHOSEN_AT_FIRST = 10;
