import { serverAudits, type AuditResult } from 'graphql-http';
import { openInMemoryGateway } from '../../support/gateway/in-memory-gateway';

test.each(['/graphql', '/graphql/'])('all GraphQL over HTTP audits pass at %s', async (path) => {
  const gateway = await openInMemoryGateway();
  const url = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const results: AuditResult[] = [];
  for (const audit of serverAudits({ url: url + path, fetchFn: fetch })) results.push(await audit.fn());
  await gateway.close();
  const failing = results.filter(({ status }) => status !== 'ok').map(({ id, name }) => ({ id, name }));
  expect(results).toHaveLength(61);
  expect(failing).toEqual([]);
});
