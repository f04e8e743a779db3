import { setTimeout as sleep } from 'node:timers/promises';
import neo4j, { type Driver, type Record as Neo4jRecord, type ResultSummary, type Session } from 'neo4j-driver';
import { Causality } from './causality';
import { CircuitBreaker } from './circuit-breaker';
import { toUserAgent, type ConnectedGateway } from './connected-gateway';
import { errorKindOf, StillConnectingError, timeoutError } from './neo4j-errors';
import { withTimeLimit } from '../../time-limit';
import {
  READ_DEADLINE_MS,
  type Graph,
  type Parameters,
  type OnSeen,
  type ReadOptions,
  type Statement,
  type Step,
  type Values,
} from '../graph';
import { PasswordSource, type Password } from './password-source';
import { retryRead } from './retry';
import { Replaceable } from './replaceable';
import { checkVersion } from './server-version';

export interface Neo4jSettings {
  readonly uri: string;
  readonly user: string;
  /** A function is called for new connections, and again when the server denies its last value. */
  readonly password: Password;
  readonly database?: string;
  /** Milliseconds until a read fails with DATABASE_TIMEOUT. Default 2,000. */
  readonly deadlineMs?: number;
  /** Connections for reads. Default 24. Must be below the number of Bolt threads of the server. */
  readonly maxConnections?: number;
  /** The gateway that reads, for those who wait for it before they delete. Absent: the process serves nobody. */
  readonly gateway?: ConnectedGateway | undefined;
  /** Called with the error when the database cannot be used any more, and without one when it can be used again. */
  readonly onAvailability?: (error?: unknown) => void;
}

/**
 * Opens a graph on a Neo4j server; it connects with the first statement. Reads and writes use separate drivers. The
 * driver has no deadline of its own, so a driver with a hanging connection is replaced with a new one.
 */
export function openNeo4j(settings: Neo4jSettings): Graph {
  const { deadlineMs = READ_DEADLINE_MS, maxConnections = 24 } = settings;
  const [sessionOf, password] = [sessionsOf(settings), new PasswordSource(settings.password)];
  const open = (connections: number, acquisitionMs: number) =>
    new Replaceable(() => openDriver({ ...settings, password, maxConnections: connections }, acquisitionMs));
  const [readers, writers] = [open(maxConnections, READ_ACQUISITION_MS), open(WRITERS, WRITE_ACQUISITION_MS)];
  const breaker = new CircuitBreaker({ onChange: (error) => settings.onAvailability?.(error) });
  let reading = 0;

  const attempt = async (statement: Statement, parameters: Parameters, leftMs: number, onSeen?: OnSeen) => {
    const driver = readers.current();
    const { session, follow } = sessionOf(driver, 'READ', ALL);
    const isFull = ++reading > maxConnections;
    const result = runInTime(session, statement, parameters, leftMs, () => readers.retire(driver));
    return result
      .then((read) => (onSeen?.(follow), read))
      .catch((error) => {
        throw errorKindOf(error) === 'busy' && !isFull ? new StillConnectingError(error) : error;
      })
      .finally(() => reading--);
  };

  const read = async (statement: Statement, parameters: Parameters = {}, options: ReadOptions = {}) => {
    if (breaker.isDenied && password.refresh()) breaker.close();
    return retryRead(options.deadlineMs ?? deadlineMs, breaker, (leftMs) =>
      password.retryIfChanged(() => attempt(statement, parameters, leftMs, options.onSeen)),
    );
  };

  const openWriter = (driver = writers.current()) => ({
    ...sessionOf(driver, 'WRITE'),
    onHang: () => writers.retire(driver),
  });

  return {
    read: async <Row extends object>(statement: Statement, parameters?: Parameters, options?: ReadOptions) =>
      (await read(statement, parameters, options)).records.map(toRow<Row>),
    table: async (statement, parameters, options) => (await read(statement, parameters, options)).records.map(valuesOf),
    async ping(options) {
      const { summary } = await read(PING, {}, options);
      checkVersion(summary.server.agent ?? '');
    },
    stream: <Row extends object>(statement: Statement, parameters: Parameters = {}) =>
      streamOf<Row>(sessionOf(writers.current(), 'READ', 5_000).session, statement, parameters),
    write<Row extends object>(steps: readonly Step[], { deadlineMs: ms = 15_000 }: ReadOptions = {}) {
      const { session, follow, onHang } = openWriter();
      return inTime(runSteps<Row>(session, steps, ms), ms + GRACE_MS, onHang).finally(() => {
        follow();
        return closeAndWait(session);
      });
    },
    async run<Row extends object>(statement: Statement, parameters: Parameters = {}, options: ReadOptions = {}) {
      const { session, follow, onHang } = openWriter();
      const { records } = await runInTime(session, statement, parameters, options.deadlineMs ?? 600_000, onHang);
      follow();
      return records.map(toRow<Row>);
    },
    close: async () => void (await Promise.all([readers.close(), writers.close()])),
  };
}

/** Returns how sessions are made. `follow` makes later sessions see what this one has seen or written. */
function sessionsOf({ database = 'neo4j', uri }: Neo4jSettings) {
  const causality = new Causality(uri);
  return (driver: Driver, defaultAccessMode: 'READ' | 'WRITE', fetchSize?: number) => {
    const before = causality.bookmarks;
    const session = driver.session({ database, defaultAccessMode, fetchSize, bookmarks: [...before] });
    return { session, follow: () => causality.follow({ before, after: session.lastBookmarks() }) };
  };
}

const PING: Statement = { name: 'ping', text: 'RETURN 1' };
/** Connections for writes and streams. */
const WRITERS = 8;
/** Milliseconds to wait for a free or new connection: for reads, and for writes, where no client waits. */
const READ_ACQUISITION_MS = 900;
const WRITE_ACQUISITION_MS = 30_000;
/** Fetches all rows of a read at once; the number of keys limits them. */
const ALL = -1;
/** Milliseconds that the server may use beyond the caller's deadline, so that a cold server can finish compiling the query for the next caller. */
const SERVER_MS = 1_000;
/** Milliseconds after a deadline until a connection without a response counts as hanging. */
const GRACE_MS = 1_500;

interface DriverSettings extends Pick<Neo4jSettings, 'uri' | 'user' | 'maxConnections' | 'gateway'> {
  readonly password: PasswordSource;
}

/** Open connections, which keep their password, get the new one when they are next used. */
function openDriver({ uri, user, password, maxConnections, gateway }: DriverSettings, acquisitionMs: number): Driver {
  const tokens = {
    getToken: async () => neo4j.auth.basic(user, password.get()),
    handleSecurityException: () => false,
  };
  return neo4j.driver(uri, tokens, {
    disableLosslessIntegers: true,
    maxConnectionPoolSize: maxConnections ?? 24,
    connectionAcquisitionTimeout: acquisitionMs,
    connectionTimeout: acquisitionMs,
    notificationFilter: { minimumSeverityLevel: 'OFF' },
    telemetryDisabled: true,
    ...(gateway && { userAgent: toUserAgent(gateway) }),
  });
}

interface Result {
  readonly records: Neo4jRecord[];
  readonly summary: ResultSummary;
}

/** Runs one statement in an auto-commit transaction. Rejects with DATABASE_TIMEOUT. */
function runInTime(session: Session, statement: Statement, parameters: Parameters, ms: number, onHang: () => void) {
  const timeout = Math.ceil(Math.max(ms, 0)) + SERVER_MS;
  const result = Promise.resolve(session.run(statement.text, parameters, { timeout }));
  return inTime<Result>(result, ms, onHang).finally(() => close(session));
}

/**
 * Rejects with DATABASE_TIMEOUT after `ms`. Calls `onHang` if the work has not ended GRACE_MS later either. The open connection keeps
 * the process alive meanwhile, and this does not: the work of a closed driver never ends.
 */
async function inTime<T>(work: Promise<T>, ms: number, onHang: () => void): Promise<T> {
  let settled = false;
  const onSettled = () => void (settled = true);
  work.then(onSettled, onSettled);
  const onLate = () => {
    setTimeout(() => settled || onHang(), GRACE_MS).unref();
    throw timeoutError(Math.round(ms));
  };
  return withTimeLimit(ms, work, onLate, { ref: false });
}

/** Returns the connection to the pool without waiting: `close` never settles if the server hangs. */
function close(session: Session): void {
  void session.close().catch(() => undefined);
}

/** Rolls back an open transaction and returns the connection to the pool. Waits for it at most GRACE_MS. */
function closeAndWait(session: Session): Promise<unknown> {
  return Promise.race([session.close().catch(() => undefined), sleep(GRACE_MS, undefined, { ref: false })]);
}

async function* streamOf<Row extends object>(
  session: Session,
  { text }: Statement,
  parameters: Parameters,
): AsyncGenerator<Row> {
  try {
    for await (const record of session.run(text, parameters) as unknown as AsyncIterable<Neo4jRecord>)
      yield toRow<Row>(record);
  } finally {
    await session.close();
  }
}

async function runSteps<Row extends object>(
  session: Session,
  steps: readonly Step[],
  timeout: number,
): Promise<Row[][]> {
  const transaction = session.beginTransaction({ timeout });
  const tables: Row[][] = [];
  for (const { statement, parameters } of steps) {
    const { records } = await transaction.run(statement.text, parameters ?? {});
    tables.push(records.map(toRow<Row>));
  }
  await transaction.commit();
  return tables;
}

/** Does not use the driver's toObject(), which doubles the cost of decoding. */
function toRow<Row extends object>(record: Neo4jRecord): Row {
  const row: { [column: string]: unknown } = {};
  const fields = valuesOf(record);
  for (let index = 0; index < record.keys.length; index++) row[record.keys[index] as string] = fields[index];
  return row as Row;
}

function valuesOf(record: Neo4jRecord): Values {
  return (record as unknown as { _fields: unknown[] })._fields;
}
