import { formatDate } from '../text/format';

/** The words of the parts that every page shares. */
export const WORDS = {
  product: 'Organisation graph',
  notice: 'This is not an official NHS service.',
  demo: 'Demo data: all of it is invented.',
  skip: 'Skip to main content',
  pages: 'Pages',
  organisations: 'Organisations',
  rollUp: 'Roll-up',
  changes: 'Changes',
  list: 'List',
  enrich: 'Add columns',
  playground: 'Playground',
  glossary: 'Glossary',
  explained: (word: string) => `${word}: what this means`,
  licence:
    'Data from published releases contains information from NHS England, licensed under the current version of the Open Government Licence. Organisations whose codes begin with ZX are invented.',

  moment: 'Date and release',
  date: 'Date',
  basis: 'Dates used',
  operational: 'Operational dates',
  legal: 'Legal dates',
  release: 'Release',
  liveRelease: 'Live release',
  live: (release: string) => `${release} (live)`,
  show: 'Show',
  afterRelease: (release: string) =>
    `The day is after the release of ${formatDate(release)}, which does not know what changed since.`,

  organisation: 'Organisation',
  kind: 'Kind',
  town: 'Town',
  postcode: 'Postcode',
  distance: 'Distance',

  loading: 'Loading…',
  more: (what: string) => `Show more ${what}`,
  failed: 'The request failed',
  tryAgain: 'Try again',
  unreachable: 'The server cannot be reached.',
  unreachableNext: 'Try again in a few seconds.',
  commonMissing:
    'The names of releases, views and measures could not be loaded. Without them, this page lacks the choice of a release, list sizes and the hierarchy.',
  notLoaded: 'This page could not be loaded',

  notFound: 'Page not found',
  checkAddress: 'Check the address for mistakes.',
  playgroundOff: 'The playground is switched off on this server by the setting PLAYGROUND.',
  notFoundSearch: 'Search for an organisation above, or go to the ',
  startPage: 'start page',
  notFoundAddress: '. The address of an organisation is ',
  organisationPath: '/organisation/',
  notFoundCode: ' followed by its code.',

  copy: 'Copy',
  copied: 'Copied',
  saveCsv: 'Save as CSV',
  inactive: '(inactive)',
  none: 'None',

  thisPage: 'This page',
  asGraphql: (what: string) => `${what} as GraphQL`,
  copyGraphql: 'Copy as GraphQL',
  openInPlayground: 'Open in the playground',
  graphqlCopied: 'Copied.',
  graphql: 'GraphQL',
} as const;
