import { KnownError } from '../../../errors';
import { ResponseFault } from '../../subgraphs/http/http-response';
import { connectionFailure, type Failure } from './connection-failure';
import { responseFailure } from './response-failure';

/** The SDL of a subgraph could not be read. The message has nothing that the subgraph sent. */
export class IntrospectionError extends Error {
  /** The status, content type and first bytes of the response, or the error of the connection: for operators only. */
  readonly details: string;
  /** What to do. */
  readonly next: string;

  constructor({ message, next }: Failure, cause: unknown) {
    super(message, { cause });
    this.next = next;
    this.details = (cause as Error | undefined)?.message ?? String(cause);
  }
}

/** Explains why a call of a subgraph failed. */
export function explainFailure(error: unknown, url: string): IntrospectionError {
  if (!(error instanceof KnownError)) return new IntrospectionError(UNKNOWN, error);
  const cause = error.cause ?? error;
  if (error.code === 'SUBGRAPH_TIMEOUT') return new IntrospectionError({ message: error.message, ...LATE }, cause);
  if (cause instanceof ResponseFault) return new IntrospectionError(responseFailure(cause, url), cause);
  return new IntrospectionError(connectionFailure(cause, url) ?? UNKNOWN, cause);
}

const LATE = { next: 'Check that it runs and that its url is right, or raise its timeoutMs.' };

const UNKNOWN: Failure = {
  message: 'It cannot be reached.',
  next: 'Start it, or provide its SDL as a file.',
};
