import { BLOCKS } from './table/blocks';
import { COMMITTED, readFigures } from './table/figures';

/**
 * Prints how many gateways and cores of the database an invented day of 10,000 requests a second needs: simulated from the
 * service times in bench/figures.json. It needs no database. Run: `npm run bench scale`.
 */
export async function benchScale(): Promise<void> {
  const figures = readFigures(COMMITTED);
  for (const name of ['scale-day', 'kinds', 'scale-cdn', 'scale-data']) console.log(`${BLOCKS[name]!(figures)}\n`);
}
