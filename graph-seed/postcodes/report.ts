/** Report of a load of postcodes. Printed as JSON with --json. */
export interface PostcodeReport {
  readonly file: string;
  /** First day of the month of the edition, or the day that was given. */
  readonly date: string;
  readonly sha256: string;
  /** Rows below the heading. */
  readonly rows: number;
  /** Distinct postcodes that were written. */
  readonly postcodes: number;
  readonly withoutCoordinates: number;
  readonly terminated: number;
  /** Postcodes with several rows, of which the last one counts; at most ten. */
  readonly repeated: readonly string[];
  /** Types of areas that the file gives for each postcode. */
  readonly types: readonly string[];
  /** Postcode areas that the file has, in order. */
  readonly areas: readonly string[];
  /** Those of them that replaced the postcodes of an earlier file. */
  readonly replaced: readonly string[];
  /** Postcode areas that other files still serve. */
  readonly kept: readonly string[];
  /** First generation of postcodes that has this file. */
  readonly generation: number;
  readonly seconds: Readonly<Record<string, number>>;
}

/** The report as lines of text for the terminal. */
export function postcodeLines(report: PostcodeReport): string[] {
  const { file, date, sha256, rows, postcodes, withoutCoordinates, terminated, repeated, types, areas } = report;
  const { replaced, kept } = report;
  return [
    `Postcodes of ${date} are loaded from ${file}: ${formatNumber(postcodes)} postcodes in ${formatNumber(rows)} rows.`,
    `  SHA-256 ${sha256}`,
    `  ${formatNumber(terminated)} terminated, ${formatNumber(withoutCoordinates)} without coordinates`,
    `  areas of each postcode: ${types.join(', ') || 'none'}`,
    `  postcode areas: ${listOf(areas)}`,
    ...(replaced.length > 0 ? [`  of these, replaced: ${listOf(replaced)}`] : []),
    ...(kept.length > 0 ? [`  kept from earlier files: ${listOf(kept)}`] : []),
    ...(repeated.length > 0 ? [`  several rows, the last one counts: ${repeated.join(', ')}`] : []),
  ];
}

const MAX_LISTED = 20;
const formatNumber = (value: number) => value.toLocaleString('en-GB');

function listOf(areas: readonly string[]): string {
  const rest = areas.length - MAX_LISTED;
  return areas.slice(0, MAX_LISTED).join(', ') + (rest > 0 ? `, and ${formatNumber(rest)} more: --json names all` : '');
}
