import { observeOperation } from '../../../../gateway/graphql/observe-operation';
import type { RequestInfo } from '../../../../gateway/graphql/request-context';
import { NO_METRICS } from '../../../../telemetry/metrics';
import { RequestTelemetry } from '../../../../telemetry/request-telemetry';

function linesOf(slow: { readonly fromMs: number } | undefined, tookMs: number) {
  const lines: object[] = [];
  const telemetry = new RequestTelemetry({ startedAt: performance.now() - tookMs, recordFetches: false });
  const info = { id: 'x', telemetry, client: undefined } as unknown as RequestInfo;
  const log = { warn: (details: object) => void lines.push(details) };
  observeOperation(info, 'answered', { metrics: NO_METRICS, slow: slow && { ...slow, log } });
  return lines;
}

test('an operation is logged from the stated time on, and never without one', () => {
  expect(linesOf({ fromMs: 1_000_000 }, 10)).toEqual([]);
  expect(linesOf(undefined, 10_000)).toEqual([]);
  expect(linesOf({ fromMs: 10_000 }, 10_000)).toMatchObject([{ requestId: 'x', outcome: 'answered', databaseMs: 0 }]);
});
