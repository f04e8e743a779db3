/** An HTTP response with its complete body. */
export interface HttpResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** The first value of a header; an empty text for none. */
export function headerOf({ headers }: Pick<HttpResponse, 'headers'>, name: string): string {
  const value = headers[name];
  return String((Array.isArray(value) ? value[0] : value) ?? '');
}

/** A response whose body may not be known as text. */
type PartialResponse = Omit<HttpResponse, 'text'> & { readonly text?: string | undefined };

/** What is wrong with a response. */
export type FaultKind = 'too large' | 'compression' | 'not available' | 'no JSON' | 'no GraphQL';

/** How many characters of a response are shown to operators. */
const SHOWN = 80;

/**
 * A response that cannot be used: for the log and for operators, never for clients. Its message has the status, the content
 * type, and the first bytes of the body where these are known.
 */
export class ResponseFault extends Error {
  readonly status: number;
  readonly contentType: string;
  /** Where a redirect leads. */
  readonly location: string;

  constructor(
    readonly kind: FaultKind,
    problem: string,
    response: PartialResponse,
  ) {
    super([problem, describe(response)].filter(Boolean).join(': '));
    this.status = response.status;
    this.contentType = headerOf(response, 'content-type');
    this.location = headerOf(response, 'location');
  }
}

function describe(response: PartialResponse): string {
  const [type, encoding, location] = ['content-type', 'content-encoding', 'location'].map((name) =>
    headerOf(response, name),
  );
  return [
    `status ${response.status}`,
    type ? `content type '${type}'` : 'no content type',
    ...(encoding ? [`content encoding '${encoding}'`] : []),
    ...(location ? [`location '${location.replace(/[?#].*/s, '?…').slice(0, 200)}'`] : []),
    ...(response.text ? [`first bytes ${quoted(response.text)}`] : []),
  ].join(', ');
}

/** The beginning of a text in one line, without characters that a terminal could act on. */
function quoted(text: string): string {
  const start = text.slice(0, SHOWN).replace(/[\p{C}\s]+/gu, ' ');
  return `'${start}${text.length > SHOWN ? '…' : ''}'`;
}
