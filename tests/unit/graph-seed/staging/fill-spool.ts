import { Spool } from '../../../../graph-seed/staging/spool';

/** Program: fills a spool in a folder with 5,000 rows of 100 bytes, and prints how many it reads back, or the error. */
const [, , folder] = process.argv;
try {
  const spool = new Spool(folder!, 'full');
  for (let row = 0; row < 5_000; row++)
    spool.append('states', row, { hash: 'h', code: `A${row}`, json: JSON.stringify('x'.repeat(100)) });
  console.log(`read ${[...spool.rows('states')].length}`);
} catch (error) {
  console.log((error as NodeJS.ErrnoException).code ?? (error as Error).message);
}
