import { createExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

/** An invalid pair of arguments. One practice has cached facts, so its field throws before the reads of the other end. */
const BOTH = 'asOf: { release: "2024-06-30", knownOn: "2024-06-30" }';
const FIELDS = `networks { code } childCount(view: OPERATION, ${BOTH})`;

test('a field that throws synchronously leaves no unhandled rejection', async () => {
  const execute = createExecutor(sampleGraph());
  await execute('{ organisation(code: "ZXP0007") { networks { code } } search(text: "ZXP0006") { totalCount } }');
  const query = `{ search(kinds: [GP_PRACTICE], text: "ZXP000", first: 20) { nodes { ${FIELDS} } } }`;
  const { data, errors } = await execute(query);
  expect(data).toBeNull();
  expect(errors!.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
  await new Promise((resume) => setTimeout(resume, 500)); // Jest fails a test with an unhandled rejection
});
