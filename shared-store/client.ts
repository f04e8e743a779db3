import { createClient } from '@redis/client';

export interface ClientSettings {
  /** For example redis://host:6379/0, or rediss:// for TLS; without user and password. */
  readonly url: string;
  readonly user?: string | undefined;
  /** Read at each connection, so that it can change. */
  password(): string | undefined;
  /** Called for each lost or failed connection. */
  onError(error: Error): void;
}

/** The longest reconnection delay in milliseconds. */
const MAX_RECONNECT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 2_000;
/** A connection without an answer for so long, not even to a PING, is replaced. */
const SILENT_MS = 10_000;
const PING_MS = 3_000;
/** Commands that may wait for an answer; more are rejected. */
const MAX_QUEUE = 10_000;

export type RedisClient = ReturnType<typeof createRedisClient>;

/**
 * Creates a client of Redis or Valkey. It connects by itself, again and again, and rejects commands at once while there is no
 * connection.
 */
export function createRedisClient({ url, user, password, onError }: ClientSettings) {
  const client = createClient({
    url,
    name: 'organisation-graph-gateway',
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_QUEUE,
    pingInterval: PING_MS,
    credentialsProvider: {
      type: 'async-credentials-provider',
      credentials: () => Promise.resolve(credentialsOf(user, password())),
    },
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENT_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 10), MAX_RECONNECT_MS),
    },
  });
  client.on('error', onError);
  client.unref(); // a command ends although it is connected
  return client;
}

function credentialsOf(username: string | undefined, password: string | undefined) {
  return password === undefined ? {} : { ...(username !== undefined && { username }), password };
}
