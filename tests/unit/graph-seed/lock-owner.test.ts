import { STATEMENTS } from '../../../graph-seed/catalog/statements';

const WRITES = /\b(CREATE|MERGE|SET|REMOVE|DELETE)\b/;
/** Statements that run before the lock is held, or that are the lock. */
const WITHOUT_LOCK = ['start-catalog', 'take-lock'];
/** Tests of the owner: of the lock, or of a node that only the owner of the lock can create in the same transaction. */
const OWNER_TEST = /owner: \$owner\}|lock\.owner = \$owner|(measured|located)By = \$owner|attempt: \$attempt\}/;

const code = (text: string) => text.replace(/^\/\/.*$/gm, '');
const writing = Object.values(STATEMENTS).filter(
  ({ name, text }) => WRITES.test(code(text)) && !WITHOUT_LOCK.includes(name),
);

test.each(writing.map((statement) => [statement.name, statement] as const))(
  'the statement %s tests the owner of the load lock',
  (_name, { text }) => {
    expect(code(text)).toMatch(OWNER_TEST);
  },
);

const small = writing.filter(({ text }) => /IN TRANSACTIONS/.test(text));

test.each(small.map((statement) => [statement.name, statement] as const))(
  'the statement %s tests the owner in each small transaction',
  (_name, { text }) => {
    expect(/\{([^{}]|\{[^{}]*\})*\} IN TRANSACTIONS/.exec(text)![0]).toMatch(/lock\.owner = \$owner/);
  },
);

test('facts are written only with a batch of the same transaction', () => {
  const facts = writing.filter(({ text }) => /name: \$batch/.test(text));
  expect(facts).toHaveLength(8);
  for (const { text } of facts) expect(text).toContain('name: $batch, attempt: $attempt}');
});
