import { isDate } from '../../ods/periods';
import { LoadRefused } from '../errors';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/**
 * Returns the date of an edition: the given one, or the first day of the month in the name of the file, for example of
 * 'ONSPD_AUG_2024_UK.csv'. Throws LoadRefused when there is neither.
 */
export function editionDate(name: string, given: string | undefined): string {
  if (given !== undefined) {
    if (isDate(given)) return given;
    throw new LoadRefused(`--date takes a day such as 2024-08-01; got '${given.slice(0, 32)}'.`);
  }
  const upper = name.toUpperCase();
  const [, month, year] = new RegExp(`(${MONTHS.join('|')})[A-Z]*[ _-]?(20\\d\\d)`).exec(upper) ?? [];
  const [, yearFirst, monthAfter] = new RegExp(`(20\\d\\d)[ _-]?(${MONTHS.join('|')})`).exec(upper) ?? [];
  const found = { year: year ?? yearFirst, month: month ?? monthAfter };
  if (found.year && found.month) return `${found.year}-${String(MONTHS.indexOf(found.month) + 1).padStart(2, '0')}-01`;
  throw new LoadRefused(`Which edition is ${name}? Its name has no month. Give --date, for example --date 2024-08-01.`);
}
