/** The words of the search box and of the search results. */
export const WORDS = {
  search: 'Search',
  suggestions: 'Suggestions',
  suggested: (count: number) => (count === 1 ? '1 suggestion' : `${count} suggestions`),
  practicesCounted: 'GP practices',
  allCounted: 'organisations',
  organisation: 'Organisation',
  openOrClosed: 'Open or closed',
  kind: 'Kind',
  address: 'Address',
  noAddress: 'None published',
  distance: 'Distance',
  label: 'Find an organisation by name, postcode, town, address, code or old code',
  welcomeTitle: 'Explore NHS organisations',
  welcome:
    'Look up any organisation in the register on any date and in any release: its parents, its networks, who gets paid and its successors. Enter a name, a postcode, a town, an address, a code or an old code above; “pharmacy near SO23” finds the nearest where postcodes are loaded.',
  lists: 'For many codes at once, ',
  listsLink: 'look up a list',
  title: (text: string) => `Organisations that match “${text}”`,
  practices: 'GP practices',
  all: 'All organisations',
  exact: (code: string) => `The code ${code}`,
  noSuchCode: (code: string) =>
    `No organisation has the code ${code} in this release, open or closed. What is listed below matches in another way.`,
  defaultCode: (code: string, meaning: string) =>
    `${code} is a default code and stands for no organisation: ${meaning}`,
  instead: 'Use instead',
  noSuccessor: 'No organisation that is open on the day has replaced it in this release. Others nearby:',
  nobodyNear: 'No organisation that is open on the day has replaced it in this release.',
  branchOf: 'A branch. Enter the code of its practice',
  corrected: (words: readonly string[]) => `Nothing matches as typed. These have similar words: ${words.join(', ')}.`,
  closed: 'closed',
} as const;
