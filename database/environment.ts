/** Settings of the service that are secrets. A test compares them with the table of settings. */
const SECRETS: readonly string[] = [
  ...['NEO4J_PASSWORD', 'CACHE_PASSWORD', 'CURSOR_SECRET', 'SUBGRAPH_SECRET', 'CACHE_INVALIDATION_SECRET'],
  ...['METRICS_TOKEN', 'TRUD_API_KEY', 'RELEASE_WEBHOOK_URL', 'RELEASE_WEBHOOK_SECRET'],
  ...['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'],
];

/** Returns the environment for other programs that the service starts: without its secrets, which they do not need. */
export function environmentOfOthers(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SECRETS.includes(name)));
}
