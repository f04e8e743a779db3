import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { completeAnswer, logErrors } from './format-response';
import type { Costs } from '../cost/demand-control';
import { createDocumentStore } from './document-store';
import { withDeadline, type Door } from './fixed-gateway';
import { codeOf, formatError } from '../http/error-response';
import type { Limits } from './limits';
import type { ErrorLog, Logger } from '../../telemetry/logger';
import type { Metrics } from '../../telemetry/metrics';
import type { RequestContext } from './request-context';
import { documentRules } from './validation-rules';

export interface ApolloSettings {
  readonly door: Door;
  readonly limits: Limits;
  readonly introspection: boolean;
  /** Whether messages may suggest names of the schema. */
  readonly suggestions: boolean;
  readonly logger: Logger;
  readonly log: ErrorLog;
  readonly metrics: Pick<Metrics, 'failed'>;
  /** Absent: nobody asks what an operation costs. */
  readonly costs?: Costs;
}

/** Apollo Server as this gateway uses it: parsing, validation and the order of a request; nothing that phones home. */
export async function startApollo(settings: ApolloSettings): Promise<ApolloServer<RequestContext>> {
  const { door, limits, introspection, suggestions, logger, costs } = settings;
  door.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => costs?.learn(apiSchema, coreSupergraphSdl));
  const validationOptions = { maxErrors: 4, hideSuggestions: !suggestions };
  const apollo = new ApolloServer<RequestContext>({
    gateway: withDeadline(door, limits.timeoutMs),
    nodeEnv: 'production',
    introspection: true, // our own rule refuses it, in our own words
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !suggestions,
    maxRecursiveSelections: limits.recursiveSelections,
    validationRules: documentRules(limits, introspection),
    validationOptions,
    documentStore: createDocumentStore(),
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    stringifyResult: (result) => JSON.stringify(result),
    formatError,
    logger: quiet(logger),
    plugins: [...NOT_WANTED(), ourPlugin(settings)],
  });
  await apollo.start();
  return apollo;
}

const NOT_WANTED = () => [
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];

function ourPlugin(settings: ApolloSettings): ApolloServerPlugin<RequestContext> {
  const { log, metrics, introspection: namesShown, costs } = settings;
  const listener: GraphQLRequestListener<RequestContext> = {
    didResolveOperation: async (context) => {
      costs?.admit(context);
      const { cost, charge } = context.contextValue.request;
      if (cost) await charge?.(cost.estimated);
    },
    didEncounterErrors: async (context) => {
      for (const error of context.errors ?? []) metrics.failed(codeOf(error));
      logErrors(log, context);
    },
    parsingDidStart: async ({ contextValue }) => spanOf(contextValue, 'parse'),
    validationDidStart: async ({ contextValue }) => spanOf(contextValue, 'validate'),
    willSendResponse: async (answered) => {
      costs?.count(answered);
      completeAnswer(answered, namesShown);
    },
  };
  return { requestDidStart: async () => listener };
}

/** A span for a step of Apollo Server, which calls what is returned at its end. */
function spanOf({ request: { watch } }: RequestContext, name: string) {
  const span = watch.span?.start(name);
  return span && (async () => span.end());
}

/** Apollo's own lines as ours, its notes at debug level. */
function quiet(logger: Logger) {
  return {
    debug: (message?: unknown) => logger.trace(String(message)),
    info: (message?: unknown) => logger.debug(String(message)),
    warn: (message?: unknown) => logger.warn(String(message)),
    error: (message?: unknown) => logger.error(String(message)),
  };
}
