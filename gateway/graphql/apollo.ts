import {
  ApolloServer,
  type ApolloServerPlugin,
  type GraphQLRequestContextDidResolveOperation,
  type GraphQLRequestListener,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { checkArgumentBounds, type ArgumentBounds } from './argument-bounds';
import { formatResponse, logErrors } from './format-response';
import type { DemandControl } from '../cost/demand-control';
import { createDocumentStore } from './document-store';
import { checkIntrospection } from './introspection-access';
import { exactVariables } from './exact-variables';
import { withDeadline, type GatewayInterface } from './fixed-gateway';
import { resultText } from './response-body';
import { errorCodeOf } from '../../errors';
import { formatError } from '../http/errors/error-response';
import type { Limits } from '../limits';
import type { CacheBudget } from '../memory/cache-budget';
import type { ErrorLog, Logger } from '../../telemetry/logger';
import type { Metrics } from '../../telemetry/metrics';
import { nameSpan } from './observe-operation';
import type { RequestContext } from './request-context';
import { validationRules } from './validation-rules';

export interface ApolloSettings {
  readonly gateway: GatewayInterface;
  readonly limits: Limits;
  readonly introspection: boolean;
  /** Whether only clients with a token may see the schema. */
  readonly introspectionNeedsToken?: boolean | undefined;
  /** Where clients find the schema. Absent: nowhere. */
  readonly schemaPath?: string | undefined;
  /** Whether the schema is a contract: a part of another one, whose documents its clients may name and must not read. */
  readonly isContract?: boolean | undefined;
  /** Whether error messages may suggest names of the schema. */
  readonly suggestions: boolean;
  readonly logger: Logger;
  readonly log: ErrorLog;
  readonly metrics: Pick<Metrics, 'recordError'>;
  /** Absent: the cache of documents has a size of its own. */
  readonly caches?: Pick<CacheBudget, 'add' | 'sizes'> | undefined;
  /** Absent: operations have no cost. */
  readonly demandControl?: DemandControl;
  /** Absent: the resolvers alone check the values of arguments. */
  readonly argumentBounds?: ArgumentBounds;
}

/** Starts Apollo Server, which parses, validates and calls the gateway adapter. Its reporting plugins are disabled. */
export async function startApollo(settings: ApolloSettings): Promise<ApolloServer<RequestContext>> {
  const { gateway, limits, introspection, suggestions, logger, demandControl } = settings;
  gateway.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) =>
    demandControl?.addSchema(apiSchema, coreSupergraphSdl),
  );
  const documentStore = createDocumentStore(settings.caches?.sizes.documents);
  settings.caches?.add('documents', documentStore);
  const validationOptions = { maxErrors: 4, hideSuggestions: !suggestions };
  const apollo = new ApolloServer<RequestContext>({
    gateway: withDeadline(gateway, limits.timeoutMs),
    nodeEnv: 'production',
    introspection: true, // noIntrospection in validation-rules.ts disables it
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !suggestions,
    maxRecursiveSelections: limits.recursiveSelections,
    validationRules: validationRules(limits, introspection),
    validationOptions,
    documentStore,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    stringifyResult: resultText,
    formatError,
    logger: toApolloLogger(logger),
    plugins: [...disabledPlugins(), createPlugin(settings)],
  });
  await apollo.start();
  return apollo;
}

const disabledPlugins = () => [
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];

function createPlugin(settings: ApolloSettings): ApolloServerPlugin<RequestContext> {
  const { log, limits, metrics, introspection, introspectionNeedsToken, schemaPath, isContract } = settings;
  const { demandControl, argumentBounds } = settings;
  const maySee = ({ request }: RequestContext) =>
    introspection && (!introspectionNeedsToken || request.identity?.isAuthenticated === true);
  const formatFor = (context: RequestContext) => {
    const showNames = maySee(context);
    const quoteNamed = showNames && !isContract;
    return { showNames, quoteNamed, schemaPath: showNames ? schemaPath : undefined, maxBytes: limits.response };
  };
  const listener: GraphQLRequestListener<RequestContext> = {
    didResolveOperation: async (context) => {
      const { request, operation, schema } = context;
      identify(context);
      if (request.variables && operation) request.variables = exactVariables(request.variables, operation, schema);
      context.contextValue.request.keepDocument?.();
      if (introspectionNeedsToken) checkIntrospection(context, maySee);
      demandControl?.checkEstimate(context);
      if (argumentBounds) checkArgumentBounds(context, argumentBounds);
      const { cost, chargePoints } = context.contextValue.request;
      if (cost) await chargePoints?.(cost.estimated);
    },
    didEncounterErrors: async (context) => {
      for (const error of context.errors ?? []) metrics.recordError(errorCodeOf(error));
      logErrors(log, context);
    },
    parsingDidStart: async ({ contextValue }) => startSpan(contextValue, 'parse'),
    validationDidStart: async ({ contextValue }) => startSpan(contextValue, 'validate'),
    willSendResponse: async (context) => {
      demandControl?.recordActual(context);
      formatResponse(context, formatFor(context.contextValue));
    },
  };
  return { requestDidStart: async () => listener };
}

/** Notes which operation a request executes. */
function identify({ contextValue, operation, queryHash }: GraphQLRequestContextDidResolveOperation<RequestContext>) {
  if (!operation) return;
  const { request } = contextValue;
  const hash = queryHash.slice(0, 16);
  request.operation = {
    name: operation.name?.value ?? '',
    type: operation.operation,
    hash,
    isListed: request.isListed,
  };
  if (request.telemetry.span) nameSpan(request, request.operation);
}

/** Starts a span for a phase of Apollo Server, which calls the returned function at its end. */
function startSpan({ request: { telemetry } }: RequestContext, name: string) {
  const span = telemetry.span?.start(name);
  return span && (async () => span.end());
}

/** Writes Apollo Server's log lines one level lower. */
function toApolloLogger(logger: Logger) {
  return {
    debug: (message?: unknown) => logger.trace(String(message)),
    info: (message?: unknown) => logger.debug(String(message)),
    warn: (message?: unknown) => logger.warn(String(message)),
    error: (message?: unknown) => logger.error(String(message)),
  };
}
