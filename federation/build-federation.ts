import type { FederationMetrics } from '../telemetry/metrics';
import type { AnswerCache } from './caching/answer-cache';
import { digestOf } from './caching/cache-keys';
import { cacheAnswers } from './caching/caching-executor';
import { contractSupergraph, type Contracts } from './contracts/contract-sdl';
import { createFederation, type Federation } from './federation';
import type { ExecutorPool } from './subgraphs/executor-pool';
import type { HttpExecutorSettings } from './subgraphs/http-executor';
import { sharingOf } from './subgraphs/request-sharing';
import type { SubgraphExecutor } from './subgraphs/subgraph-executor';
import { urlProblem } from './subgraphs/http/url-guard';
import { compose } from './composition/compose';
import { describeProblem } from './composition/composition-problem';
import { compositionWarnings } from './composition/warnings';
import { checkPlans } from './planning/check-plans';
import { overrideLabelsOf, type OverrideRules } from './planning/progress';
import type { PlanProcess } from './planning/plan-process';
import { checkAccessIsKept } from './supergraph/kept-access';
import { setListSizes } from './supergraph/list-sizes';
import { checkOwnFields } from './supergraph/own-fields';
import { checkOwnSubgraph, useScalarsOf, type OwnSubgraph } from './supergraph/own-subgraph';
import type { LoadedSources } from './supergraph/sources';
import { readSupergraph, SupergraphError, type Supergraph, type SupergraphOptions } from './supergraph/supergraph';

/** A federation that can be served, and the settings of the subgraphs that it calls over HTTP. */
export interface BuiltFederation {
  readonly federation: Federation;
  /** The federation of each contract, by name. */
  readonly contracts: ReadonlyMap<string, Federation>;
  readonly httpSubgraphs: readonly HttpExecutorSettings[];
}

/** What every federation of one process shares. */
export interface BuildContext {
  readonly own: OwnSubgraph;
  readonly executeOwn: SubgraphExecutor;
  readonly pool: ExecutorPool;
  readonly planning: PlanProcess;
  readonly metrics: FederationMetrics;
  readonly maxResponseBytes?: number | undefined;
  /** Keeps the responses of other teams' subgraphs. Absent: none is kept. */
  readonly answers?: AnswerCache | undefined;
  /** Variants of the client schema. Absent: none. */
  readonly contracts?: Contracts | undefined;
  /** Whether requests have an identity. Absent: directives for access are refused. */
  readonly isSecured?: boolean | undefined;
  /** Whether an operation is refused if it selects a field that the client may not read. */
  readonly refuseUnauthorized?: boolean | undefined;
  /** Receives what the checks of a supergraph leave open. */
  warn(message: string): void;
}

/**
 * Composes a supergraph or reads one composed elsewhere, and checks that it can be served. Rejects with a CompositionError
 * or a SupergraphError. `warn` receives what the checks leave open.
 */
export async function buildSupergraph(
  sources: LoadedSources,
  own: OwnSubgraph,
  warn: (message: string) => void,
  options: SupergraphOptions = {},
): Promise<Supergraph> {
  const { definitions } = sources;
  const sdl = sources.supergraph ?? compose(definitions, own.name, options);
  const supergraph = readSupergraph(sdl, options);
  checkOwnSubgraph(supergraph, own);
  checkAccessIsKept(supergraph, sources.definitions);
  checkOwnFields(supergraph, own, sources);
  useScalarsOf(own.schema, supergraph);
  setListSizes(supergraph.apiSchema, sources.listSizes ?? {});
  const warnings = compositionWarnings(definitions, sdl, own.name);
  for (const warning of warnings) warn(describeProblem(warning).slice('- '.length));
  warnOfLabels(supergraph, sources.overrides, warn);
  for (const warning of await checkPlans(supergraph)) warn(warning);
  return supergraph;
}

/** A misspelt label would turn on nothing. */
function warnOfLabels(
  supergraph: Supergraph,
  { labels = [] }: OverrideRules = {},
  warn: (message: string) => void,
): void {
  const { names } = overrideLabelsOf(supergraph);
  const unknown = labels.filter((label) => !names.has(label));
  if (unknown.length > 0) warn(`overrides.labels names labels that no @override has: ${unknown.join(', ')}.`);
}

/** Builds a federation with the executors of its subgraphs. Rejects with a CompositionError or a SupergraphError. */
export async function buildFederation(sources: LoadedSources, context: BuildContext): Promise<BuiltFederation> {
  const { own, executeOwn, pool, planning, metrics, maxResponseBytes, refuseUnauthorized, warn } = context;
  const { answers, contracts } = context;
  const supergraph = await buildSupergraph(sources, own, warn, context);
  const httpSubgraphs = httpSubgraphsOf(supergraph, sources.httpSubgraphs, own.name);
  const executors = httpSubgraphs.map((settings) => [settings.name, pool.executorFor(settings)] as const);
  const subgraphs = { ...Object.fromEntries(executors), [own.name]: executeOwn };
  const stubs = { from: own.name, referrers: new Set(sources.stubbed) };
  const urls = Object.fromEntries(httpSubgraphs.map(({ name, url }) => [name, url]));
  const { overrides, listSizes = {} } = sources;
  const cacheAnswers = answers && answerCaching(httpSubgraphs, supergraph, answers);
  const limits = { maxResponseBytes, refuseUnauthorized };
  const sharing = sharingOf(httpSubgraphs);
  const options = { subgraphs, urls, stubs, overrides, sharing, planning, metrics, ...limits, cacheAnswers };
  const variants = (contracts?.list ?? []).map((contract) => {
    const variant = contractSupergraph(supergraph, contract, contracts?.tags, context);
    useScalarsOf(own.schema, variant);
    setListSizes(variant.apiSchema, listSizes);
    return [contract.name, createFederation({ ...options, supergraph: variant })] as const;
  });
  return {
    federation: createFederation({ ...options, supergraph }),
    contracts: new Map(variants),
    httpSubgraphs,
  };
}

/** Our own subgraph is not cached here: it has a cache of facts. */
function answerCaching(httpSubgraphs: readonly HttpExecutorSettings[], { sdl }: Supergraph, answers: AnswerCache) {
  const version = digestOf([sdl]);
  return (name: string, execute: SubgraphExecutor): SubgraphExecutor => {
    const subgraph = httpSubgraphs.find((each) => each.name === name);
    return subgraph ? cacheAnswers(execute, { subgraph, version, answers }) : execute;
  };
}

/**
 * The settings of all subgraphs but our own: as configured, otherwise with the URL in the supergraph. Throws a
 * SupergraphError for a configured subgraph that the supergraph does not have, and for a URL that may not be requested.
 */
export function httpSubgraphsOf(
  { subgraphs }: Supergraph,
  configured: readonly HttpExecutorSettings[],
  ownName: string,
): HttpExecutorSettings[] {
  const unknown = configured.find(({ name }) => !subgraphs.has(name));
  if (unknown)
    throw new SupergraphError(`The supergraph has no subgraph ${unknown.name}, which is in the subgraphs file.`);
  return [...subgraphs]
    .filter(([name]) => name !== ownName)
    .map(([name, url]) => configured.find((each) => each.name === name) ?? { name, url: checkedUrl(name, url) });
}

function checkedUrl(name: string, url: string): string {
  const problem = urlProblem(url);
  if (!problem) return url;
  throw new SupergraphError(
    `The supergraph has no valid URL for ${name} (${problem}): correct it, or add the subgraph to SUBGRAPHS.`,
  );
}
