import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askingCold, type Answer } from '../../support/gateway/asking';
import { sampleGraph } from '../../support/database/graph';

/**
 * An example is a document with a file beside it: its variables, the answer that the sample gives, and what that costs
 * when nothing is cached: each question with the number of its keys. `npm run accept` writes answers and costs anew.
 */
interface Example {
  readonly variables: Record<string, unknown>;
  readonly answer: Answer['data'];
  readonly reads: Answer['reads'];
}

const FOLDER = join(__dirname, '../../../examples');
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.slice(0, -'.graphql'.length));
const ask = askingCold(sampleGraph());

test.each(names)('%s', async (name) => {
  const file = join(FOLDER, `${name}.json`);
  const { variables } = JSON.parse(readFileSync(file, 'utf8')) as Example;
  const { data, errors, reads: log } = await ask(readFileSync(join(FOLDER, `${name}.graphql`), 'utf8'), { variables });
  const reads = keysByQuestion(log);
  expect(errors).toBeUndefined();
  if (process.env.ACCEPT === '1') writeFileSync(file, toText({ variables, answer: data, reads }));
  const accepted = JSON.parse(readFileSync(file, 'utf8')) as Example;
  expect(data).toEqual(accepted.answer);
  expect(reads).toEqual(accepted.reads);
});

test('there is an example for every job, and no answer without its document', () => {
  const answers = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  expect(answers.map((file) => file.replace('.json', ''))).toEqual(names);
  expect(names).toEqual(
    expect.arrayContaining(['vaccination-site', 'network', 'which-code-do-i-enter', 'old-codes', 'walk']),
  );
});

/** Side by side, the fields of a request may ask in another order the next time; what they ask is the same. */
function keysByQuestion(log: Answer['reads']): Answer['reads'] {
  const keys = new Map<string, number>();
  for (const [question, count] of log) keys.set(question, (keys.get(question) ?? 0) + count);
  return [...keys].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** JSON with each read on a line of its own, so that an extra one shows as one line in review. */
function toText({ variables, answer, reads }: Example): string {
  const lines = reads.map((read) => `    ${JSON.stringify(read)}`).join(',\n');
  const [head, tail] = JSON.stringify({ variables, answer, reads: '*' }, null, 2).split('"*"');
  return `${head}[\n${lines}\n  ]${tail}\n`;
}
