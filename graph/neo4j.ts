import neo4j, { type Driver, type Record as Neo4jRecord, type ResultSummary } from 'neo4j-driver';
import { KnownError } from '../errors';
import type { Graph, Parameters, ReadOptions, Statement, Step, Values } from './graph';

export interface Neo4jSettings {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database?: string;
  /** Milliseconds until a read is given up. */
  readonly deadlineMs?: number;
  readonly maxConnections?: number;
}

/** Opens a graph on a Neo4j server. Nothing is sent until the first statement. */
export function openNeo4j(settings: Neo4jSettings): Graph {
  const { database = 'neo4j', deadlineMs = 2_000, maxConnections = 24 } = settings;
  const driver: Driver = neo4j.driver(settings.uri, neo4j.auth.basic(settings.user, settings.password), {
    disableLosslessIntegers: true,
    maxConnectionPoolSize: maxConnections,
    connectionAcquisitionTimeout: 1_000,
    connectionTimeout: 2_000,
    telemetryDisabled: true,
  });
  const session = (mode: 'READ' | 'WRITE') => driver.session({ database, defaultAccessMode: mode });

  async function autocommit(
    mode: 'READ' | 'WRITE',
    { text }: Statement,
    parameters: Parameters,
    ms: number,
  ): Promise<Neo4jRecord[]> {
    const open = session(mode);
    const result = open.run(text, parameters, { timeout: ms });
    const rows = await within(ms, result).finally(() => void open.close().catch(() => undefined));
    return rows.records;
  }

  return {
    read: async <Row extends object>(statement: Statement, parameters: Parameters = {}, options: ReadOptions = {}) =>
      (await autocommit('READ', statement, parameters, options.deadlineMs ?? deadlineMs)).map(toRow<Row>),
    table: async (statement, parameters = {}, options: ReadOptions = {}) =>
      (await autocommit('READ', statement, parameters, options.deadlineMs ?? deadlineMs)).map(valuesOf),
    run: async <Row extends object>(statement: Statement, parameters: Parameters = {}, options: ReadOptions = {}) =>
      (await autocommit('WRITE', statement, parameters, options.deadlineMs ?? 600_000)).map(toRow<Row>),
    async *stream<Row extends object>({ text }: Statement, parameters: Parameters = {}) {
      const open = driver.session({ database, defaultAccessMode: 'READ', fetchSize: 5_000 });
      try {
        for await (const record of open.run(text, parameters) as unknown as AsyncIterable<Neo4jRecord>)
          yield toRow<Row>(record);
      } finally {
        await open.close();
      }
    },
    async write<Row extends object>(steps: readonly Step[], options: ReadOptions = {}) {
      const open = session('WRITE');
      try {
        const transaction = open.beginTransaction({ timeout: options.deadlineMs ?? 15_000 });
        const tables: Row[][] = [];
        for (const { statement, parameters } of steps) {
          const { records } = await transaction.run(statement.text, parameters ?? {});
          tables.push(records.map((record) => toRow<Row>(record)));
        }
        await transaction.commit();
        return tables;
      } finally {
        await open.close();
      }
    },
    close: () => driver.close(),
  };
}

type Answer = { records: Neo4jRecord[]; summary: ResultSummary };

async function within(ms: number, answer: PromiseLike<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new KnownError('DATABASE_TIMEOUT', `The database did not answer within ${ms} ms.`)),
      ms,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
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
