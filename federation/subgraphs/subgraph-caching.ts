import type { FetchCaching } from '../../telemetry/request-telemetry';

/** Reads the headers `Cache-Control` and `Age` of a response. Of several lifetimes, the shortest counts. */
export function readLifetime(cacheControl = '', age = ''): FetchCaching['lifetime'] {
  if (cacheControl === '') return undefined;
  const directives = directivesOf(cacheControl);
  if (directives.has('no-store')) return undefined;
  const ages = ['max-age', 's-maxage'].filter((name) => directives.has(name)).map((name) => directives.get(name)!);
  if (ages.length === 0) return undefined;
  const seconds = Math.min(...ages.map(toSeconds)) - toSeconds(age || '0');
  return {
    maxAge: directives.has('no-cache') ? 0 : Math.max(0, seconds),
    immutable: directives.has('immutable'),
    isPrivate: directives.has('private'),
  };
}

/** The directives by name in lower case; a comma inside quotes separates nothing. */
function directivesOf(header: string): Map<string, string> {
  const parts = header.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? [];
  return new Map(
    parts.map((part) => {
      const [name = '', value = ''] = part.trim().split('=', 2);
      return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')];
    }),
  );
}

/** A value that is not a number of seconds counts as 0. */
function toSeconds(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

/** Headers that identify a request and that no response depends on. */
const IDS = new Set(['traceparent', 'tracestate', 'x-request-id']);

/** The headers that a response may depend on, of those that are forwarded. */
export function varyOf(forwarded: readonly string[] = []): string[] {
  return forwarded.map((name) => name.toLowerCase()).filter((name) => !IDS.has(name));
}
