import type { IncomingHttpHeaders } from 'node:http';
import type { ClientIdentity } from '../../telemetry/metrics/operations';

const NAMES = ['graphql-client-name', 'apollographql-client-name'];
const VERSIONS = ['graphql-client-version', 'apollographql-client-version'];
/** What is safe in a log, in a label and in a span. */
const SAFE = /^[\w.@/:+ -]{1,64}$/;

/** Returns the name and version that a client sends; undefined without a valid name. */
export function clientIdentity(headers: IncomingHttpHeaders): ClientIdentity | undefined {
  const name = first(NAMES, headers);
  return name === undefined ? undefined : { name, version: first(VERSIONS, headers) ?? '' };
}

function first(names: readonly string[], headers: IncomingHttpHeaders): string | undefined {
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string' && SAFE.test(value)) return value;
  }
  return undefined;
}
