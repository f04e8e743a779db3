/** The words of the page that adds columns to a file. */
export const WORDS = {
  title: 'Add columns to a file',
  intro:
    'Each row gets the name, the ICB and more of the organisation whose code it holds, as of the day of the row or of the date above. The file is sent to this server, and not kept. To see up to 5,000 codes on a page instead, ',
  listLink: 'look up a list',
  busy: 'Adding columns…',

  file: 'File with codes (CSV with headings, or NDJSON)',
  choose: 'Choose a file, or drop it here.',
  chosen: (name: string) => `Chosen: ${name}`,

  columns: 'Columns',
  codeColumn: 'Column of codes',
  byHeading: 'Found by its heading',
  dateColumn: 'Column of dates',
  dateAbove: 'None: the date above',
  prefix: 'Before each new heading (optional)',
  toAdd: 'Columns to add',
  submit: 'Add columns',

  firstRows: 'The first rows',
  firstRowsScroll: 'The first rows, which scroll sideways',
  save: (name: string) => `Save ${name}`,
  noRows: 'The file has no rows.',
} as const;
