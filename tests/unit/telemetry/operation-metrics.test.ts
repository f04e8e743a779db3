import { createMetrics } from '../../../telemetry/metrics';
import type { OperationRecord } from '../../../telemetry/metrics/operations';
import { readMetrics } from '../../support/gateway/metrics';

const record = (name: string, more: Partial<OperationRecord> = {}): OperationRecord => ({
  operation: { name, type: 'query', hash: `hash of ${name}`.slice(0, 16) },
  client: { name: `client of ${name}`, version: '1' },
  outcome: 'answered',
  seconds: 0.01,
  ...more,
});
const series = async (metrics: ReturnType<typeof createMetrics>, name: string) => {
  const values = readMetrics(await metrics.text());
  metrics.close();
  return [...values]
    .filter(([key]) => key.startsWith(name))
    .map(([key, value]) => `${key.slice(name.length)} ${value}`);
};

test('the operations that occur often have labels, never more than the limit, and the others are counted together', async () => {
  const metrics = createMetrics({ operations: 2, clients: 1 });
  for (let at = 0; at < 3_000; at++) metrics.recordNamedOperation(record(`Once${at}`));
  for (const name of ['A', 'B', 'C']) for (let at = 0; at < 10; at++) metrics.recordNamedOperation(record(name));
  expect(await series(metrics, 'ods_named_operations_total')).toEqual([
    '{operation="other",hash="",outcome="answered"} 3018',
    '{operation="A",hash="hash of A",outcome="answered"} 6',
    '{operation="B",hash="hash of B",outcome="answered"} 6',
  ]);
});

test('clients have labels in the same way', async () => {
  const metrics = createMetrics({ operations: 0, clients: 1 });
  for (const name of ['A', 'B']) for (let at = 0; at < 10; at++) metrics.recordNamedOperation(record(name));
  metrics.recordNamedOperation(record('C', { client: undefined, outcome: 'errors' }));
  expect(await series(metrics, 'ods_client_operations_total')).toEqual([
    '{client="other",version="",outcome="answered"} 14',
    '{client="client of A",version="1",outcome="answered"} 6',
    '{client="other",version="",outcome="errors"} 1',
  ]);
});

test('a listed operation has its label at once, one without a name is anonymous', async () => {
  const metrics = createMetrics({ operations: 5, clients: 0 });
  metrics.recordNamedOperation(record('', { operation: { name: '', type: 'query', hash: 'ab', isListed: true } }));
  expect(await series(metrics, 'ods_named_operations_total')).toEqual([
    '{operation="anonymous",hash="ab",outcome="answered"} 1',
  ]);
});

test('a listed operation has its label although invented names have used up theirs, and there are never more than both limits', async () => {
  const metrics = createMetrics({ operations: 2, clients: 0 });
  const send = (name: string, isListed: boolean) =>
    metrics.recordNamedOperation(record(name, { operation: { name, type: 'query', hash: '', isListed } }));
  for (const name of ['Evil1', 'Evil2', 'Evil3']) for (let at = 0; at < 5; at++) send(name, false);
  for (const name of ['Listed1', 'Listed2', 'Listed3', 'Evil1']) send(name, true);
  const lines = await series(metrics, 'ods_named_operations_total');
  expect(lines.map((line) => line.replace(',hash="",outcome="answered"', ''))).toEqual([
    '{operation="other"} 14',
    '{operation="Evil1"} 2',
    '{operation="Evil2"} 1',
    '{operation="Listed1"} 1',
    '{operation="Listed2"} 1',
  ]);
});

test('without limits, no text of a client is a label', async () => {
  const metrics = createMetrics();
  for (let at = 0; at < 10; at++) metrics.recordNamedOperation(record('A'));
  expect(await series(metrics, 'ods_named')).toEqual([]);
});
