import { serverAudits, type AuditResult } from 'graphql-http';
import { standIn } from '../../support/gateway/in-memory-gateway';

/** Audits that we do not meet, on purpose: GET is for persisted documents. */
const NOT_MET = ['5A70', 'D6D5', '6A70'];

test('all audits of GraphQL over HTTP pass but those that want documents by GET', async () => {
  const gateway = await standIn();
  const url = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const results: AuditResult[] = [];
  for (const audit of serverAudits({ url: `${url}/graphql`, fetchFn: fetch })) results.push(await audit.fn());
  await gateway.close();
  const failing = results.filter(({ status }) => status !== 'ok').map(({ id, name }) => ({ id, name }));
  expect(results).toHaveLength(61);
  expect(results.filter(({ status }) => status === 'error')).toEqual([]);
  expect(failing.map(({ id }) => id).sort()).toEqual([...NOT_MET].sort());
});
