import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { SubgraphDefinition } from '../composition/compose';
import type { OverrideRules } from '../planning/progress';
import type { HttpExecutorSettings } from '../subgraphs/http-executor';
import type { ExecutorPool } from '../subgraphs/executor-pool';
import type { OwnSubgraph } from './own-subgraph';
import { loadDefinitions } from './subgraph-sdl';
import type { SdlFallback } from './sdl-fallback';
import type { SdlStore } from './sdl-store';
import { readCertificates } from './config/certificates';
import { readOverrideRules, readSubgraphsFile, SubgraphsFileError, type ConfiguredSubgraph } from './config-file';
import type { FileWatcher } from './file-watcher';
import type { ListSizes } from './list-sizes';

/** The sources of the supergraph. With `supergraph`, nothing is composed and `subgraphs` only configures the calls. */
export interface SupergraphSources {
  readonly own: OwnSubgraph;
  /** Path of the SDL of a supergraph composed elsewhere. */
  readonly supergraph?: string | undefined;
  /** Path of the SUBGRAPHS file. */
  readonly subgraphs?: string | undefined;
  /** Whether requests have an identity, so that the directives for access are enforced. */
  readonly isSecured?: boolean | undefined;
  /** Environment variables with the secrets of subgraphs. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The content of the sources. Equal content builds equal supergraphs. */
export interface LoadedSources {
  /** SDL of the supergraph composed elsewhere, if any. */
  readonly supergraph?: string;
  readonly definitions: readonly SubgraphDefinition[];
  readonly httpSubgraphs: readonly HttpExecutorSettings[];
  /** The parts of our own subgraph that each subgraph may take over, by subgraph name. */
  readonly mayOverride: Readonly<Record<string, readonly string[]>>;
  /** Subgraphs that get stubs for organisations that ours does not have. */
  readonly stubbed: readonly string[];
  /** Who turns on the labels of @override. */
  readonly overrides?: OverrideRules;
  /** Subgraphs whose parts no other subgraph may take over. */
  readonly guarded?: readonly string[];
  /** The assumed size of the lists without @listSize, by subgraph name. */
  readonly listSizes?: ListSizes;
  /** Whether the SDL of any subgraph is introspected. */
  readonly introspected: boolean;
  /** How the SDL was read. It is not part of what builds a supergraph. */
  readonly reading: SdlReading;
}

export interface SdlReading {
  /** Subgraphs that gave their SDL themselves. */
  readonly introspected: readonly string[];
  readonly fallbacks: readonly SdlFallback[];
}

const NOTHING_READ: SdlReading = { introspected: [], fallbacks: [] };

/** Reads the sources. Without a `store`, each subgraph has to give its SDL. Rejects with a SubgraphsFileError for an invalid file, a CompositionError for a missing SDL. */
export async function loadSources(
  sources: SupergraphSources,
  files: FileWatcher,
  pool: ExecutorPool,
  store?: SdlStore,
): Promise<LoadedSources> {
  const { own, supergraph, subgraphs } = sources;
  const { configured, overrides } =
    subgraphs === undefined ? NOTHING_CONFIGURED : await readConfigured(subgraphs, sources, files);
  const readFile = (path: string) => files.read(resolve(dirname(subgraphs ?? ''), path));
  const settings = await Promise.all(configured.map((each) => toExecutorSettings(each, readFile)));
  const mayOverride = Object.fromEntries(configured.map(({ name, mayOverride: parts = [] }) => [name, parts]));
  const stubbed = configured.filter(({ unknown }) => unknown === 'stub').map(({ name }) => name);
  const guarded = configured.filter((each) => each.protected).map(({ name }) => name);
  const rules = { mayOverride, stubbed, overrides, guarded, listSizes: listSizesIn(configured) };
  if (supergraph !== undefined) {
    const text = await readSource('SUPERGRAPH', supergraph, files);
    const parts = { definitions: [], httpSubgraphs: settings, introspected: false, reading: NOTHING_READ };
    return { supergraph: text, ...parts, ...rules };
  }
  const { definitions, ...reading } = await loadDefinitions(configured, {
    readFile,
    pathOf: (path) => (isAbsolute(path) ? path : join(dirname(subgraphs ?? ''), path)),
    executorOf: (name) => pool.executorFor(settings.find((each) => each.name === name)!),
    store,
  });
  const introspected = configured.some(({ schema }) => schema === 'introspect');
  return {
    definitions: [{ name: own.name, url: own.url, sdl: own.sdl }, ...definitions],
    httpSubgraphs: settings.filter(({ name }) => definitions.some((each) => each.name === name)),
    ...rules,
    introspected,
    reading,
  };
}

/** What a SUBGRAPHS file says. */
interface Configuration {
  readonly configured: readonly ConfiguredSubgraph[];
  readonly overrides: OverrideRules;
}

const NOTHING_CONFIGURED: Configuration = { configured: [], overrides: {} };

function listSizesIn(configured: readonly ConfiguredSubgraph[]): ListSizes {
  return Object.fromEntries(
    configured.flatMap(({ name, listSize }) => (listSize === undefined ? [] : [[name, listSize]])),
  );
}

async function readConfigured(
  path: string,
  { env, own }: SupergraphSources,
  files: FileWatcher,
): Promise<Configuration> {
  const text = await readSource('SUBGRAPHS', path, files);
  try {
    return { configured: withoutOwn(readSubgraphsFile(text, env), own.name), overrides: readOverrideRules(text, env) };
  } catch (error) {
    throw new SubgraphsFileError(`${path}: ${(error as Error).message}`);
  }
}

function withoutOwn(configured: readonly ConfiguredSubgraph[], own: string): readonly ConfiguredSubgraph[] {
  if (configured.every(({ name }) => name.toLowerCase() !== own.toLowerCase())) return configured;
  throw new SubgraphsFileError(
    `${own} is our own subgraph, which is always included: give the other subgraph a different name.`,
  );
}

async function readSource(setting: string, path: string, files: FileWatcher): Promise<string> {
  try {
    return await files.read(path);
  } catch (error) {
    throw new SubgraphsFileError(`${setting} names a file that cannot be read: ${(error as Error).message}`);
  }
}

/**
 * Returns the settings of the executor of a subgraph, without those of its part in the supergraph, and with its certificates.
 * Rejects with a SubgraphsFileError.
 */
async function toExecutorSettings(
  configured: ConfiguredSubgraph,
  readFile: (path: string) => Promise<string>,
): Promise<HttpExecutorSettings> {
  const { schema: _schema, mayOverride: _parts, unknown: _unknown, ...rest } = configured;
  const { required: _required, protected: _protected, listSize: _size, ...settings } = rest;
  if (!settings.tls) return settings;
  try {
    return { ...settings, tls: await readCertificates(settings.tls, readFile) };
  } catch (error) {
    throw new SubgraphsFileError(`The subgraphs file is not valid:\n  ${configured.name}: ${(error as Error).message}`);
  }
}
