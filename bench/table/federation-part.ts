import { measureGateways } from '../gateway';
import { roundsOf, roundText, type BenchContext } from './context';
import { install } from './prepare';
import type { Figure } from './figures';

/** Our gateway and others over the four subgraphs of bench/gateway. */
export async function measureFederation(context: BenchContext): Promise<{ figures: Figure[]; how: string }> {
  await install('gateway');
  const { env } = await context.database();
  const rounds = roundsOf(context, 32, 3);
  const { figures, characters } = await measureGateways(env, rounds);
  const failed = figures.filter(({ errors }) => errors > 0);
  if (failed.length > 0) throw new Error(`Requests failed: ${JSON.stringify(failed)}`);
  const rows = figures.map(({ name, perSecond, p50, p99, cpu, noise }): Figure => ({
    ...{ what: 'federated answer', server: name, value: perSecond, unit: 'requests/s', noise },
    ...{ cpu, p50, p99, bytes: characters },
  }));
  return { figures: rows, how: roundText(rounds) };
}
