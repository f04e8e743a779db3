import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import * as types from './setting-types';

/** One setting: the schema parses its text from the environment and holds its default. */
export interface Setting {
  readonly schema: z.ZodType;
  readonly meaning: string;
  readonly secret?: boolean;
}

/** The folder of package.json, both for the sources and for dist/. */
export const HOME = basename(__dirname) === 'dist' ? dirname(__dirname) : __dirname;

/** Every setting with its type, its default and its meaning. `config.ts` reads them from the environment. */
export const SETTINGS = {
  PORT: { schema: types.whole(4000, 0, 65535), meaning: 'Port of the server; 0 picks a free port.' },
  HOST: { schema: types.text('127.0.0.1'), meaning: 'Address that the server listens on.' },
  NEO4J_URI: {
    schema: types.neo4jUri(),
    meaning: 'Address of an existing Neo4j, 5.26 or newer. If unset, a local one is started.',
  },
  NEO4J_USER: { schema: types.text('neo4j'), meaning: 'User of the Neo4j in NEO4J_URI.' },
  NEO4J_PASSWORD: { schema: types.optional(), meaning: 'Password of the Neo4j in NEO4J_URI.', secret: true },
  NEO4J_DATABASE: { schema: types.text('neo4j'), meaning: 'Database of the Neo4j in NEO4J_URI.' },
  DATA_DIR: { schema: types.text(join(HOME, '.data')), meaning: "Folder for the local Neo4j's store, jars and logs." },
  LOCAL_NEO4J_PORT: { schema: types.whole(0, 0, 65535), meaning: 'Bolt port of the local Neo4j; 0 picks a free port.' },
  LOCAL_NEO4J_HEAP: { schema: types.size('1g'), meaning: 'Heap of the local Neo4j.' },
  LOCAL_NEO4J_PAGE_CACHE: { schema: types.size('512m'), meaning: 'Page cache of the local Neo4j.' },
  LOCAL_NEO4J_IMPORT: {
    schema: types.flag(true),
    meaning:
      'Whether the first load makes the store of the local Neo4j with its bulk importer, which is faster than transactions.',
  },
  JAVA_HOME: {
    schema: types.optional(),
    meaning: 'Java runtime of the local Neo4j. If unset, java from the PATH is used.',
  },
  SUBGRAPHS: { schema: types.optional(), meaning: 'YAML file that lists the subgraphs of other teams.' },
  SUPERGRAPH: {
    schema: types.optional(),
    meaning: 'File with a composed supergraph SDL, to use instead of composing one.',
  },
  CONTRACTS: {
    schema: types.optional(),
    meaning: 'YAML file that lists contracts: variants of the client schema by tags, each at an address of its own.',
  },
  AUTH: {
    schema: types.optional(),
    meaning:
      'YAML file with the issuers of tokens, and what clients without a token may do. If unset, everything is public.',
  },
  TRUST_PROXY: {
    schema: types.networks(),
    meaning:
      'Addresses and networks of the proxies that may name the client in X-Forwarded-For, separated by commas, such as 10.0.0.0/8.',
  },
  SUBGRAPH_PORT: {
    schema: types.port(),
    meaning: 'Port that serves our own subgraph to other federation routers; unset is off.',
  },
  SUBGRAPH_HOST: { schema: types.text('127.0.0.1'), meaning: 'Address that the subgraph port listens on.' },
  SUBGRAPH_SECRET: {
    schema: types.secret(),
    meaning: 'Secret that other routers must send to the subgraph port.',
    secret: true,
  },
  LOG_LEVEL: {
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    meaning: 'Lowest log level that is written.',
  },
  NODE_ENV: {
    schema: z.enum(['production', 'development', 'test']).default('production'),
    meaning: 'production removes suggested schema names from error messages.',
  },
  INTROSPECTION: { schema: types.flag(true), meaning: 'Whether introspection queries are allowed.' },
  QUERY_PLAN: {
    schema: types.flag(false),
    meaning: 'Whether the request header x-query-plan: 1 adds the query plan to a response.',
  },
  PLAYGROUND: { schema: types.flag(true), meaning: 'Whether /playground is served.' },
  EXPLORER: { schema: types.flag(true), meaning: 'Whether the explorer is served.' },
  LIMIT_BODY: { schema: types.whole(262_144, 1), meaning: 'Maximum bytes of a request body.' },
  LIMIT_SOURCE: { schema: types.whole(65_536, 1), meaning: 'Maximum bytes of a GraphQL document.' },
  LIMIT_TOKENS: { schema: types.whole(2_000, 1), meaning: 'Maximum tokens in a document.' },
  LIMIT_COMMENTS: { schema: types.whole(50), meaning: 'Maximum comments in a document.' },
  LIMIT_NAME: { schema: types.whole(128, 1), meaning: 'Maximum characters of a name or an alias in a document.' },
  LIMIT_DEPTH: {
    schema: types.whole(25, 1, 40),
    meaning: 'Maximum depth of a document in fields, including the leaf.',
  },
  LIMIT_ALIASES: { schema: types.whole(30), meaning: 'Maximum aliases in a document.' },
  LIMIT_ROOT_FIELDS: { schema: types.whole(20, 1), meaning: 'Maximum root fields of an operation.' },
  LIMIT_DIRECTIVES: { schema: types.whole(20), meaning: 'Maximum directives in a document.' },
  LIMIT_PAGE: { schema: types.whole(200, 1), meaning: 'Maximum items of a page.' },
  LIMIT_CODES: { schema: types.whole(500, 1), meaning: 'Maximum codes in a list.' },
  LIMIT_RESPONSE: { schema: types.whole(5_242_880, 1), meaning: 'Maximum bytes of a response.' },
  LIMIT_BATCH: {
    schema: types.whole(0, 0, 100),
    meaning: 'Maximum operations in one request, as a JSON list; 0 refuses lists.',
  },
  LIMIT_CONCURRENCY: { schema: types.whole(256, 1), meaning: 'Maximum requests at the same time; more get 503.' },
  LIMIT_EXPORTS: { schema: types.whole(4, 1), meaning: 'Maximum exports at the same time; more get 503.' },
  LIMIT_EXPORTS_PER_CLIENT: {
    schema: types.whole(2, 1),
    meaning: 'Maximum exports of one client (IP address) at the same time; more get 503.',
  },
  LIMIT_ENRICH_BODY: { schema: types.whole(104_857_600, 1), meaning: 'Maximum bytes of a file for POST /enrich.' },
  LIMIT_ENRICH_ROWS: { schema: types.whole(1_000_000, 1), meaning: 'Maximum rows of a file for POST /enrich.' },
  COST_LIMIT: {
    schema: types.whole(50_000, 1),
    meaning: 'Maximum cost of an operation: 1 per object, 0 per leaf.',
  },
  COST_MODE: {
    schema: z.enum(['enforce', 'measure']).default('enforce'),
    meaning: 'Whether an operation above COST_LIMIT is rejected (enforce) or only counted (measure).',
  },
  RATE_LIMIT_POINTS: { schema: types.whole(0), meaning: 'Cost points that a client may spend per minute; 0 is off.' },
  REQUEST_TIMEOUT_MS: { schema: types.whole(5_000, 1), meaning: 'Request timeout in milliseconds.' },
  EXPORT_TIMEOUT_MS: {
    schema: types.whole(1_800_000, 1, 2_147_483_647),
    meaning: 'Milliseconds until an export ends, whether it was read or not.',
  },
  CACHE_BYTES: {
    schema: types.whole(536_870_912),
    meaning: 'Size of the fact cache in bytes; less if the heap is too small for it.',
  },
  RESPONSE_CACHE_BYTES: {
    schema: types.whole(33_554_432),
    meaning: 'Size of the response cache in bytes; less if the heap is too small for it; 0 is off.',
  },
  SHARE_REQUESTS: {
    schema: types.flag(false),
    meaning: 'Whether identical queries in progress are answered by one execution.',
  },
  SUBGRAPH_CACHE_BYTES: {
    schema: types.whole(0),
    meaning:
      "Size of the cache for responses of other teams' subgraphs in bytes; less if the heap is too small for it; 0 is off.",
  },
  CACHE_URL: {
    schema: types.redisUrl(),
    meaning:
      'Address of a Redis or Valkey that all processes share, for responses of subgraphs and for rate limits. If unset, each process has its own.',
  },
  CACHE_USER: { schema: types.optional(), meaning: 'User of the Redis in CACHE_URL.' },
  CACHE_PASSWORD: { schema: types.optional(), meaning: 'Password of the Redis in CACHE_URL.', secret: true },
  CACHE_PREFIX: { schema: types.text('ods:'), meaning: 'Beginning of each key in the Redis of CACHE_URL.' },
  CACHE_TIMEOUT_MS: {
    schema: types.whole(50, 1, 10_000),
    meaning: 'Milliseconds that a request waits for the Redis of CACHE_URL, before it goes on without it.',
  },
  CACHE_INVALIDATION_SECRET: {
    schema: types.secret(),
    meaning: 'Secret of POST /invalidation, which removes cached responses of subgraphs; unset is off.',
    secret: true,
  },
  CURSOR_SECRET: {
    schema: types.secret(),
    meaning: 'Secret that signs cursors, the same on every replica. If unset, one is generated in DATA_DIR.',
    secret: true,
  },
  CORS_ORIGINS: {
    schema: types.origins(),
    meaning:
      'Origins that browsers may call from, separated by commas, such as https://app.example.org, https://*.example.org.',
  },
  PERSISTED: {
    schema: z.enum(['off', 'apq', 'only']).default('apq'),
    meaning:
      'Whether a request may name its document instead of holding it: off; apq: by the hash of one that was sent before, or by the id of a listed one; only: no document is executed that is not listed.',
  },
  PERSISTED_UNLISTED: {
    schema: z.enum(['refuse', 'log']).default('refuse'),
    meaning: 'With PERSISTED=only, whether a document that is not listed is refused, or executed, logged and counted.',
  },
  PERSISTED_DOCUMENTS: {
    schema: types.optional(),
    meaning:
      'File or folder with the listed documents: manifests of Apollo, Relay or GraphQL Code Generator, or .graphql.',
  },
  MAX_AGE_SECONDS: {
    schema: types.whole(10, 0, 31_536_000),
    meaning: 'Seconds that clients may keep responses to queries by GET; 0: they revalidate each time.',
  },
  MAX_AGE_FIXED_SECONDS: {
    schema: types.whole(86_400, 0, 31_536_000),
    meaning: 'Seconds that clients may keep responses to queries by GET that name their release.',
  },
  STALE_WHILE_REVALIDATE_SECONDS: {
    schema: types.whole(0, 0, 31_536_000),
    meaning: 'Seconds for which a response may still be used while a cache revalidates it.',
  },
  COMPRESS_MIN_BYTES: {
    schema: types.whole(4_096),
    meaning: 'Smallest response in bytes that is compressed; 0 compresses none.',
  },
  PUBLIC_URL: {
    schema: types.publicUrl(),
    meaning:
      'Address under which clients reach the service, for links in responses. If unset, links are relative, or have the address of the connection.',
  },
  TRUD_API_KEY: {
    schema: z
      .string()
      .regex(/^[\w-]{8,200}$/, 'expected the key on the account page of TRUD: letters and digits')
      .optional(),
    meaning: 'Key of the account at TRUD, the NHS download service, for ods-graph pull.',
    secret: true,
  },
  TRUD_URL: { schema: types.service('https://isd.digital.nhs.uk/trud'), meaning: 'Address of TRUD.' },
  RELEASE_DIR: {
    schema: types.optional(),
    meaning: 'Folder for downloaded releases. If unset, the folder releases in DATA_DIR.',
  },
  RELEASE_WEBHOOK_URL: {
    schema: types.webhook(),
    meaning: 'Address that gets a POST about each loaded release. Hidden, because it may contain a token.',
    secret: true,
  },
  RELEASE_WEBHOOK_SECRET: {
    schema: types.webhookSecret(),
    meaning: 'Secret that signs the messages to RELEASE_WEBHOOK_URL.',
    secret: true,
  },
  WORKERS: {
    schema: types.workers(),
    meaning: 'Number of serving processes that share the port; auto is one for each core.',
  },
  SHUTDOWN_DELAY_MS: { schema: types.whole(0), meaning: 'Milliseconds to keep serving after SIGTERM.' },
  SLOW_OPERATION_MS: {
    schema: types.whole(0),
    meaning: 'Milliseconds from which an operation is logged with its plan and times; 0 logs none.',
  },
  METRICS_OPERATIONS: {
    schema: types.whole(0, 0, 10_000),
    meaning: 'Number of operations that have labels of their own in the metrics, by name and hash; 0 is off.',
  },
  METRICS_CLIENTS: {
    schema: types.whole(0, 0, 10_000),
    meaning: 'Number of clients that have labels of their own in the metrics, by name and version; 0 is off.',
  },
  METRICS_TOKEN: {
    schema: types.secret(),
    meaning:
      'Token that /metrics needs, sent as Authorization: Bearer. If unset, whoever reaches the port may read it.',
    secret: true,
  },
  OPERATIONS_PORT: {
    schema: types.port(),
    meaning: 'Port for /metrics, /livez and /readyz. If set, /metrics is not on the public port; unset is off.',
  },
  OPERATIONS_HOST: { schema: types.text('127.0.0.1'), meaning: 'Address that the operations port listens on.' },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: types.collector(),
    meaning: 'Address of a collector for traces (OTLP over HTTP). If unset, no traces are recorded.',
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    schema: types.collector(),
    meaning: 'Complete address for traces, instead of /v1/traces below OTEL_EXPORTER_OTLP_ENDPOINT.',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    schema: types.pairs(),
    meaning: 'Headers for the collector, such as authorization=Bearer%20TOKEN, separated by commas.',
    secret: true,
  },
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: {
    schema: types.pairs(),
    meaning: 'Headers for traces, beside and before those of OTEL_EXPORTER_OTLP_HEADERS.',
    secret: true,
  },
  OTEL_EXPORTER_OTLP_TIMEOUT: {
    schema: types.whole(5_000, 1),
    meaning: 'Milliseconds until sending traces to the collector times out.',
  },
  OTEL_SERVICE_NAME: {
    schema: types.optional(),
    meaning: 'Name of this service in traces. If unset, organisation-graph-gateway.',
  },
  OTEL_RESOURCE_ATTRIBUTES: {
    schema: types.pairs(),
    meaning: 'Attributes of this service in traces, such as deployment.environment.name=test, separated by commas.',
  },
  OTEL_TRACES_SAMPLER: {
    schema: types.sampler(),
    meaning: 'Which requests are traced: always_on, always_off, traceidratio, or these with parentbased_ before.',
  },
  OTEL_TRACES_SAMPLER_ARG: {
    schema: types.ratio(),
    meaning: 'Part of the requests that traceidratio and parentbased_traceidratio trace, from 0 to 1.',
  },
  OTEL_SDK_DISABLED: { schema: types.flag(false), meaning: 'Whether no traces are recorded, whatever else is set.' },
  ...types.SECRET_FILES,
} satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;
export type Config = { readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> };
