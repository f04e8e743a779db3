/** Media types of GraphQL responses. */
export const JSON_TYPE = 'application/json; charset=utf-8';
export const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';

/** Whether a content type is JSON in UTF-8. */
export function isJsonContentType(contentType: string | undefined): boolean {
  if (contentType === 'application/json') return true;
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json') return false;
  return parameters.every((parameter) => {
    const [name, value = ''] = parameter.trim().split('=', 2);
    return name !== 'charset' || ['utf-8', 'utf8'].includes(value.trim().replace(/^"(.*)"$/, '$1'));
  });
}

/** Results by Accept header: clients send few different ones. */
const cache = new Map<string, string | null>();
const MAX_CACHED = 1_000;

/** Returns the media type that a client prefers: JSON without an Accept header, null if it accepts neither. */
export function preferredMediaType(accept: string | undefined): string | null {
  if (accept === undefined) return JSON_TYPE;
  let type = cache.get(accept);
  if (type === undefined) {
    type = preferred(accept);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(accept, type);
  }
  return type;
}

function preferred(accept: string): string | null {
  const ranges = accept.slice(0, 2_000).toLowerCase().split(',').map(toRange);
  const response = quality(['application/graphql-response+json'], ranges);
  const json = quality(['application/json', 'application/*', '*/*'], ranges);
  if (response === 0 && json === 0) return null;
  return response >= json ? RESPONSE_TYPE : JSON_TYPE;
}

const FHIR_TYPES = ['application/fhir+json', 'application/json', 'application/*', '*/*'];
const FHIR_FORMATS = ['json', 'application/fhir+json', 'application/fhir json', 'application/json'];

/** Whether a client accepts FHIR as JSON. The parameter `_format` takes precedence; a '+' in it may be decoded as a space. */
export function acceptsFhir(accept: string | undefined, format: string | readonly string[] | undefined): boolean {
  if (format !== undefined && format !== '') return FHIR_FORMATS.includes(String(format).toLowerCase());
  if (accept === undefined) return true;
  const ranges = accept.slice(0, 2_000).toLowerCase().split(',').map(toRange);
  return FHIR_TYPES.some((type) => ranges.some((range) => range.type === type && range.q > 0));
}

interface Range {
  readonly type: string;
  readonly q: number;
}

function toRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
  const q = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1');
  return { type, q: q >= 0 && q <= 1 ? q : 0 };
}

/** Returns the quality of the first of `types` that has a range; most specific type first. 0 if none has. */
function quality(types: readonly string[], ranges: readonly Range[]): number {
  for (const type of types) {
    const range = ranges.find((candidate) => candidate.type === type);
    if (range) return range.q;
  }
  return 0;
}
