import { asking } from '../../support/gateway/asking';
import { sampleGraph } from '../../support/database/graph';

/** Both are refused; of the two practices one has facts that are known, so that its field throws before the other's reads end. */
const BOTH = 'asOf: { release: "2024-06-30", knownOn: "2024-06-30" }';
const FIELDS = `networks { code } childCount(view: OPERATION, ${BOTH})`;

test('a field that throws at once leaves nobody behind whose rejection would end the process', async () => {
  const ask = asking(sampleGraph());
  await ask('{ organisation(code: "ZXP0007") { networks { code } } search(text: "ZXP0006") { totalCount } }');
  const query = `{ search(kinds: [GP_PRACTICE], text: "ZXP000", first: 20) { nodes { ${FIELDS} } } }`;
  const { data, errors } = await ask(query);
  expect(data).toBeNull();
  expect(errors!.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
  await new Promise((resume) => setTimeout(resume, 500)); // Jest fails a test whose rejections nobody handles
});
