import { setTimeout as sleep } from 'node:timers/promises';
import neo4j, { type Driver, type Record as Neo4jRecord, type ResultSummary, type Session } from 'neo4j-driver';
import { Breaker } from './circuit-breaker';
import { faultOf, StillConnecting, tooLate } from './neo4j-errors';
import type { Graph, Parameters, ReadOptions, Statement, Step, Values } from '../graph';
import { persist } from './retry';
import { Rotation } from './replaceable';
import { checkVersion } from './server-version';

export interface Neo4jSettings {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database?: string;
  /** Milliseconds until a read is given up. */
  readonly deadlineMs?: number;
  /** Connections for reads; below the server's Bolt threads. */
  readonly maxConnections?: number;
}

/**
 * Opens a graph on a Neo4j server. Nothing is sent until the first statement. Reads and writes have a driver each: the
 * driver for reads is given up for a new one when a connection hangs, because the driver has no deadline of its own.
 */
export function openNeo4j(settings: Neo4jSettings): Graph {
  const { database = 'neo4j', deadlineMs = 2_000, maxConnections = 24 } = settings;
  const readers = new Rotation(() => openDriver({ ...settings, maxConnections }, ACQUISITION_MS));
  const writers = new Rotation(() => openDriver({ ...settings, maxConnections: WRITERS }, PATIENT_MS));
  const breaker = new Breaker();
  let reading = 0;

  const read = (statement: Statement, parameters: Parameters = {}, options: ReadOptions = {}) =>
    persist(options.deadlineMs ?? deadlineMs, breaker, async (leftMs) => {
      const driver = readers.current();
      const session = driver.session({ database, defaultAccessMode: 'READ', fetchSize: ALL });
      const isFull = ++reading > maxConnections;
      try {
        return await answerOf(session, statement, parameters, leftMs, () => readers.retire(driver));
      } catch (error) {
        throw faultOf(error) === 'busy' && !isFull ? new StillConnecting(error) : error;
      } finally {
        reading--;
      }
    });

  const writing = () => {
    const driver = writers.current();
    const session = driver.session({ database, defaultAccessMode: 'WRITE' });
    return { session, onHang: () => writers.retire(driver) };
  };

  return {
    read: async <Row extends object>(statement: Statement, parameters?: Parameters, options?: ReadOptions) =>
      (await read(statement, parameters, options)).records.map(toRow<Row>),
    table: async (statement, parameters, options) => (await read(statement, parameters, options)).records.map(valuesOf),
    async ping(options) {
      const { summary } = await read(PING, {}, options);
      checkVersion(summary.server.agent ?? '');
    },
    stream: <Row extends object>(statement: Statement, parameters: Parameters = {}) =>
      streamOf<Row>(
        writers.current().session({ database, defaultAccessMode: 'READ', fetchSize: 5_000 }),
        statement,
        parameters,
      ),
    write<Row extends object>(steps: readonly Step[], { deadlineMs: ms = 15_000 }: ReadOptions = {}) {
      const { session, onHang } = writing();
      return inTime(allSteps<Row>(session, steps, ms), ms + GRACE_MS, onHang).finally(() => closed(session));
    },
    async run<Row extends object>(statement: Statement, parameters: Parameters = {}, options: ReadOptions = {}) {
      const { session, onHang } = writing();
      const { records } = await answerOf(session, statement, parameters, options.deadlineMs ?? 600_000, onHang);
      return records.map(toRow<Row>);
    },
    close: async () => void (await Promise.all([readers.close(), writers.close()])),
  };
}

const PING: Statement = { name: 'ping', text: 'RETURN 1' };
/** Connections for writes and streams. */
const WRITERS = 8;
/** Milliseconds until a connection must be free or made: for reads, and for writes, which nobody waits for. */
const ACQUISITION_MS = 1_000;
const PATIENT_MS = 30_000;
/** All rows of an answer at once: a read is bounded by its keys. */
const ALL = -1;
/** Milliseconds after a caller's deadline for which the server may go on: what a cold one has compiled serves the next. */
const SERVER_MS = 1_000;
/** Milliseconds after a deadline until a connection that has been silent counts as hung. */
const GRACE_MS = 1_500;

function openDriver({ uri, user, password, maxConnections }: Neo4jSettings, acquisitionMs: number): Driver {
  return neo4j.driver(uri, neo4j.auth.basic(user, password), {
    disableLosslessIntegers: true,
    maxConnectionPoolSize: maxConnections ?? 24,
    connectionAcquisitionTimeout: acquisitionMs,
    connectionTimeout: acquisitionMs,
    notificationFilter: { minimumSeverityLevel: 'OFF' },
    telemetryDisabled: true,
  });
}

interface Answer {
  readonly records: Neo4jRecord[];
  readonly summary: ResultSummary;
}

/** Runs one statement outside an explicit transaction. Rejects with DATABASE_TIMEOUT. */
function answerOf(session: Session, statement: Statement, parameters: Parameters, ms: number, onHang: () => void) {
  const timeout = Math.ceil(Math.max(ms, 0)) + SERVER_MS;
  const answer = Promise.resolve(session.run(statement.text, parameters, { timeout }));
  return inTime<Answer>(answer, ms, onHang).finally(() => close(session));
}

/** Rejects with DATABASE_TIMEOUT when work takes too long, and calls `onHang` when it has not ended a little later either. */
async function inTime<T>(work: Promise<T>, ms: number, onHang: () => void): Promise<T> {
  let settled = false;
  const done = () => void (settled = true);
  work.then(done, done);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      setTimeout(() => settled || onHang(), GRACE_MS).unref();
      reject(tooLate(Math.round(ms)));
    }, ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Gives the connection back; not waited for, because it never comes back from a server that hangs. */
function close(session: Session): void {
  void session.close().catch(() => undefined);
}

/** Gives the connection back and rolls back what is open, unless the server hangs. */
function closed(session: Session): Promise<unknown> {
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

async function allSteps<Row extends object>(
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

/** Columns by position: toObject() doubles the cost of decoding. */
function toRow<Row extends object>(record: Neo4jRecord): Row {
  const row: { [column: string]: unknown } = {};
  const fields = valuesOf(record);
  for (let index = 0; index < record.keys.length; index++) row[record.keys[index] as string] = fields[index];
  return row as Row;
}

function valuesOf(record: Neo4jRecord): Values {
  return (record as unknown as { _fields: unknown[] })._fields;
}
