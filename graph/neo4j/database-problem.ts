import { UnsupportedVersionError } from './server-version';

/** Why the database cannot be used, by what an operator has to do about it. */
export type DatabaseProblemKind = keyof typeof REASONS;

export interface DatabaseProblem {
  readonly kind: DatabaseProblemKind;
  /** A sentence for operators, without addresses, names and secrets. */
  readonly reason: string;
  /** Whether it may end by itself, for example because the server is starting. Otherwise a setting must change. */
  readonly mayEnd: boolean;
}

const REASONS = {
  denied: 'The database denies the user and the password.',
  locked: 'The database has locked the user for some seconds, because wrong passwords were sent.',
  expired: 'The database accepts the password, but requires a new one.',
  forbidden: 'The user has no right to read the database.',
  'unknown-database': 'The server has no database of that name.',
  'unknown-host': 'The host of the database is unknown.',
  refused: 'No server accepts connections at the address of the database.',
  'no-tls': 'The server of the database does not use TLS.',
  certificate: 'The certificate of the database server is not trusted.',
  'no-bolt': 'The server at the address of the database does not use the Bolt protocol.',
  closed: 'The server at the address of the database closes the connection.',
  'no-answer': 'The server of the database does not answer.',
  'too-old': 'The version of Neo4j is too old.',
} as const;

const MAY_END: readonly DatabaseProblemKind[] = ['locked', 'unknown-host', 'refused', 'closed', 'no-answer'];

/** By the codes and messages of the driver, which gives no code for what happens below Bolt. The first match decides. */
const PATTERNS: readonly (readonly [DatabaseProblemKind, RegExp])[] = [
  ['locked', /AuthenticationRateLimit/],
  ['expired', /Security\.CredentialsExpired/],
  ['denied', /Security\.(Unauthorized|TokenExpired|AuthorizationExpired)/],
  ['forbidden', /Security\.Forbidden/],
  ['unknown-database', /Database\.DatabaseNotFound/],
  ['unknown-host', /ENOTFOUND|EAI_AGAIN/],
  ['certificate', /certificate|altnames/i],
  ['no-tls', /wrong version number|EPROTO|before secure TLS connection|SSL routines/],
  ['refused', /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/],
  ['no-bolt', /Server responded HTTP|Unknown Bolt protocol|unsupported protocol|not support any of the client/i],
  ['closed', /Connection was closed by server|ECONNRESET|EPIPE/],
  ['no-answer', /timed out|ETIMEDOUT|did not answer/],
];

/** Returns what an error of a read, or of the driver, says about the connection; undefined for any other error. */
export function databaseProblemOf(error: unknown): DatabaseProblem | undefined {
  const causes = causesOf(error);
  const tooOld = causes.find((cause) => cause instanceof UnsupportedVersionError);
  if (tooOld) return { kind: 'too-old', reason: tooOld.message, mayEnd: false };
  const text = causes.map((cause) => `${(cause as { code?: unknown }).code} ${cause.message}`).join('\n');
  const kind = PATTERNS.find(([, pattern]) => pattern.test(text))?.[0];
  return kind && { kind, reason: REASONS[kind], mayEnd: MAY_END.includes(kind) };
}

/** Whether the server has rejected the user or the password. More attempts would lock the account. */
export function areCredentialsDenied(error: unknown): boolean {
  const kind = databaseProblemOf(error)?.kind;
  return kind === 'denied' || kind === 'locked' || kind === 'expired';
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 8; cause = cause.cause) causes.push(cause);
  return causes;
}
