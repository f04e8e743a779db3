/** The examples by what people want to do, in the order of the menu. A title is that of a file in examples/. */
export const JOBS: readonly { readonly job: string; readonly titles: readonly string[] }[] = [
  {
    job: 'Check a vaccination site',
    titles: ['Vaccination site', 'Names of sites', 'Trust with sites', 'Mistyped code'],
  },
  {
    job: 'Pay a primary care network',
    titles: ['Network', 'Network of a practice', 'List size of a network'],
  },
  {
    job: 'Find an open practice',
    titles: ['Which code do i enter', 'Closed practice and its successor', 'Old codes'],
  },
  {
    job: 'Build a dashboard',
    titles: ['Patients by region', 'Everything below', 'Walk', 'Parents', 'Path to the region'],
  },
  {
    job: 'See what has changed',
    titles: ['Changes between releases', 'As it was known', 'Commissioners through the reforms'],
  },
  {
    job: 'Join the graph as a team',
    titles: ['Views and kinds', 'Findings of a rule'],
  },
];
