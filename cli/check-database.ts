import { connect } from 'node:tls';
import type { Config } from '../config';
import type { Graph } from '../graph/graph';
import { databaseProblemOf, type DatabaseProblemKind } from '../graph/neo4j/database-problem';

/** The Neo4j in NEO4J_URI cannot be used. */
export interface UnusableDatabase {
  /** The address, what is wrong, and what to do. */
  readonly message: string;
  /** Whether it may end by itself, for example because the server is starting. */
  readonly mayEnd: boolean;
}

type Settings = Pick<Config, 'NEO4J_URI' | 'NEO4J_USER' | 'NEO4J_DATABASE'>;

/** Milliseconds for the answer of the database. */
const ANSWER_MS = 3_300;
/** Milliseconds without an answer after which the server is also asked whether it uses TLS, and those for this answer. */
const QUIET_MS = 2_300;
const TLS_MS = 1_000;
/** A server that accepts connections and says nothing takes as long as this. */
export const LONGEST_CHECK_MS = Math.max(ANSWER_MS, QUIET_MS + TLS_MS);

/** Checks, in less than four seconds, that the Neo4j in NEO4J_URI can be used. Returns undefined if it can. */
export async function findDatabaseProblem(graph: Graph, settings: Settings): Promise<UnusableDatabase | undefined> {
  const uri = settings.NEO4J_URI!;
  let asked: Promise<boolean> | undefined;
  const askForTls = () => (asked ??= isEncrypted(uri) ? Promise.resolve(false) : usesTls(uri));
  const quiet = setTimeout(askForTls, QUIET_MS);
  try {
    await graph.ping({ deadlineMs: ANSWER_MS });
    return undefined;
  } catch (error) {
    const problem = databaseProblemOf(error);
    if (!problem) throw error;
    const { kind, reason, mayEnd } = problem;
    if ((kind === 'closed' || kind === 'no-answer') && (await askForTls()))
      return { message: `${at(uri)}: the server uses TLS. ${withScheme(uri, '+s')}`, mayEnd: false };
    return { message: `${at(uri)}: ${reason} ${ADVICE[kind](settings)}`, mayEnd };
  } finally {
    clearTimeout(quiet);
  }
}

const at = (uri: string) => `Neo4j at ${uri}`;
const isEncrypted = (uri: string) => /^\w+\+/.test(uri);
const withScheme = (uri: string, suffix: string) =>
  `Set NEO4J_URI to ${uri.replace(/^(\w+)(\+\w+)?:/, `$1${suffix}:`)}.`;

const ADVICE: Readonly<Record<DatabaseProblemKind, (settings: Settings) => string>> = {
  denied: ({ NEO4J_USER: user }) =>
    `Set NEO4J_USER (now ${user}) and NEO4J_PASSWORD or NEO4J_PASSWORD_FILE to those of a user of this server.`,
  locked: () => 'Check NEO4J_USER and NEO4J_PASSWORD or NEO4J_PASSWORD_FILE, and try again in ten seconds.',
  expired: ({ NEO4J_USER: user }) =>
    `Set it as ${user} with ALTER CURRENT USER SET PASSWORD, and then NEO4J_PASSWORD or NEO4J_PASSWORD_FILE.`,
  forbidden: ({ NEO4J_USER: user, NEO4J_DATABASE: database }) =>
    `Grant ${user} the right to read and write the database ${database}, or set NEO4J_USER to another user.`,
  'unknown-database': ({ NEO4J_DATABASE: database }) =>
    `Set NEO4J_DATABASE (now ${database}) to one that SHOW DATABASES lists.`,
  'unknown-host': () => 'Correct the host in NEO4J_URI, or make the name known to this machine.',
  refused: () => 'Start Neo4j, or correct host and port in NEO4J_URI.',
  'no-tls': ({ NEO4J_URI: uri }) => `${withScheme(uri!, '')} Or enable TLS for Bolt in Neo4j.`,
  certificate: ({ NEO4J_URI: uri }) =>
    `Name the certificate of its authority in NODE_EXTRA_CA_CERTS. For a self-signed certificate: ${withScheme(uri!, '+ssc')}`,
  'no-bolt': () => 'Correct host and port in NEO4J_URI; the port of Bolt is usually 7687.',
  closed: () => 'Wait until Neo4j has started, or correct host and port in NEO4J_URI.',
  'no-answer': () => 'Wait until Neo4j has started, or correct host and port in NEO4J_URI.',
  'too-old': () => 'Upgrade it, or unset NEO4J_URI to use the local Neo4j.',
};

/** Whether the server answers to a TLS client. Its certificate does not matter here, because nothing is sent. */
function usesTls(uri: string): Promise<boolean> {
  const { hostname, port } = new URL(uri.replace(/^[\w+]+:/, 'http:'));
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 7687), rejectUnauthorized: false, timeout: TLS_MS });
    const finish = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.once('secureConnect', () => finish(true));
    for (const event of ['error', 'timeout', 'close'] as const) socket.once(event, () => finish(false));
  });
}
