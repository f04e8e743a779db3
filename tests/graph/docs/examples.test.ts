import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createColdExecutor, type QueryResult } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

/**
 * An example is a document with a JSON file beside it: its variables, its response on the sample, and its reads with an
 * empty cache as query and number of keys. `npm run accept` rewrites responses and reads.
 */
interface Example {
  readonly variables: Record<string, unknown>;
  readonly answer: QueryResult['data'];
  readonly reads: QueryResult['reads'];
}

const FOLDER = join(__dirname, '../../../examples');
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.slice(0, -'.graphql'.length));
const execute = createColdExecutor(sampleGraph());

test.each(names)('%s', async (name) => {
  const file = join(FOLDER, `${name}.json`);
  const { variables } = JSON.parse(readFileSync(file, 'utf8')) as Example;
  const {
    data,
    errors,
    reads: log,
  } = await execute(readFileSync(join(FOLDER, `${name}.graphql`), 'utf8'), { variables });
  const reads = keysByQuery(log);
  expect(errors).toBeUndefined();
  if (process.env.ACCEPT === '1') writeFileSync(file, toText({ variables, answer: data, reads }));
  const golden = JSON.parse(readFileSync(file, 'utf8')) as Example;
  expect(data).toEqual(golden.answer);
  expect(reads).toEqual(golden.reads);
});

test('the main examples exist, and every JSON file has its document', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  expect(files.map((file) => file.replace('.json', ''))).toEqual(names);
  expect(names).toEqual(
    expect.arrayContaining(['vaccination-site', 'network', 'which-code-do-i-enter', 'old-codes', 'walk']),
  );
});

/** Sibling fields may read in any order, so reads are summed by query. */
function keysByQuery(log: QueryResult['reads']): QueryResult['reads'] {
  const keys = new Map<string, number>();
  for (const [query, count] of log) keys.set(query, (keys.get(query) ?? 0) + count);
  return [...keys].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Formats JSON with each read on its own line, so that an extra read is one line in a diff. */
function toText({ variables, answer, reads }: Example): string {
  const lines = reads.map((read) => `    ${JSON.stringify(read)}`).join(',\n');
  const [head, tail] = JSON.stringify({ variables, answer, reads: '*' }, null, 2).split('"*"');
  return `${head}[\n${lines}\n  ]${tail}\n`;
}
