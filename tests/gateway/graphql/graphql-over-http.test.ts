import { serverAudits, type AuditResult } from 'graphql-http';
import { openInMemoryGateway } from '../../support/gateway/in-memory-gateway';

/** Audits that fail on purpose: the gateway does not accept documents by GET. */
const EXPECTED_FAILURES = ['5A70', 'D6D5', '6A70'];

test('all GraphQL over HTTP audits pass except those for documents in GET requests', async () => {
  const gateway = await openInMemoryGateway();
  const url = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const results: AuditResult[] = [];
  for (const audit of serverAudits({ url: `${url}/graphql`, fetchFn: fetch })) results.push(await audit.fn());
  await gateway.close();
  const failing = results.filter(({ status }) => status !== 'ok').map(({ id, name }) => ({ id, name }));
  expect(results).toHaveLength(61);
  expect(results.filter(({ status }) => status === 'error')).toEqual([]);
  expect(failing.map(({ id }) => id).sort()).toEqual([...EXPECTED_FAILURES].sort());
});
