import type { GraphQLRequestContext } from '@apollo/server';
import { getVariableValues, type GraphQLSchema } from 'graphql';
import { KnownError } from '../../errors';
import { actualCost } from './actual';
import type { Answered } from '../graphql/format-response';
import { readCosts, type CostModel } from './cost-directives';
import { estimate } from './estimate';
import { fragmentsOf } from '../../federation/planning/fragments';
import type { Limits } from '../graphql/limits';
import type { ErrorLog } from '../../telemetry/logger';
import type { Metrics } from '../../telemetry/metrics';
import type { RequestContext } from '../graphql/request-context';
import { WrittenData } from '../../federation/projection/serialized-data';

/** Whether an operation that may cost too much is refused, or only counted. */
export type CostMode = 'enforce' | 'measure';

/** What an operation costs: 1 for each object, 0 for each leaf, unless its schema says otherwise. */
export interface Cost {
  /** The most that it may cost, known before it runs. */
  readonly estimated: number;
  /** What its answer has cost; absent where nothing was answered. */
  readonly actual?: number;
  /** The most that is allowed. */
  readonly limit: number;
}

export interface CostSettings {
  readonly limits: Pick<Limits, 'cost' | 'page' | 'codes'>;
  readonly mode: CostMode;
  readonly log: ErrorLog;
  readonly metrics: Pick<Metrics, 'cost'>;
}

export interface Costs {
  /** Reads what a graph says about costs, before operations are validated with its schema. */
  learn(schema: GraphQLSchema, sdl: string): void;
  /** Estimates a validated operation before it is planned. Errors: COST_ESTIMATED_TOO_EXPENSIVE. */
  admit(context: GraphQLRequestContext<RequestContext>): void;
  /** Counts what an answer has cost. */
  count(answered: Answered): void;
}

/** The cost of every operation by what its graph says, with the largest page and list of codes known. */
export function createCosts({ limits, mode, log, metrics }: CostSettings): Costs {
  const models = new WeakMap<GraphQLSchema, CostModel>();
  const limit = limits.cost;
  return {
    learn: (schema, sdl) => void models.set(schema, readCosts(sdl, limits)),
    admit(context) {
      const { schema, request, contextValue } = context;
      const asked = weighed(context, models);
      const { coerced } = asked
        ? getVariableValues(schema, asked.operation.variableDefinitions ?? [], { ...request.variables })
        : {};
      if (!asked || !coerced) return; // refused as what it is: no such operation, or a wrong variable
      const { request: info } = contextValue;
      const estimated = estimate({ ...asked, variables: coerced });
      info.cost = { estimated, limit };
      metrics.cost.estimated(estimated);
      if (estimated <= limit) return;
      if (mode === 'enforce') throw tooExpensive(info.cost);
      metrics.cost.overLimit();
      log.warn({ estimated, limit, requestId: info.id }, 'an operation may cost more than COST_LIMIT');
    },
    count({ response: { body }, contextValue, ...context }) {
      const { request: info } = contextValue;
      const answered = body.kind === 'single' ? body.singleResult.data : undefined;
      const data = answered instanceof WrittenData ? answered.whole : answered;
      const asked = weighed(context, models);
      if (!data || !asked || !info.cost) return;
      const { estimated } = info.cost;
      const actual = actualCost(data, asked);
      info.cost = { estimated, actual, limit };
      metrics.cost.actual(actual);
      if (actual <= estimated) return;
      metrics.cost.underestimated();
      log.warn({ estimated, actual, requestId: info.id }, 'a list was longer than its @listSize says');
    },
  };
}

type Asked = Pick<GraphQLRequestContext<RequestContext>, 'schema' | 'document' | 'operation'>;

function weighed({ schema, document, operation }: Asked, models: WeakMap<GraphQLSchema, CostModel>) {
  const model = models.get(schema);
  return document && operation && model ? { schema, operation, fragments: fragmentsOf(document), model } : undefined;
}

/** The refusal of an operation that may cost more than is allowed. */
function tooExpensive({ estimated, limit }: Pick<Cost, 'estimated' | 'limit'>): KnownError {
  return new KnownError(
    'COST_ESTIMATED_TOO_EXPENSIVE',
    `The operation may cost ${estimated}, one for each object; at most ${limit} is allowed. Ask for fewer items per page, fewer levels, or fewer lists inside each other.`,
    { extensions: { cost: { estimated, limit } } },
  );
}
