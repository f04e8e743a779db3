import { setTimeout as after } from 'node:timers/promises';
import type { Bundle, OperationOutcome } from 'fhir/r4';
import type { Graph, Values } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { sharedNeo4j } from '../../support/database/sample-graph';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { openRawConnection } from '../../support/gateway/raw-http';
import { waitFor } from '../../support/process/wait-for';

jest.setTimeout(60_000); // the first reads of a new database are slow

type GatewayOptions = NonNullable<Parameters<typeof openGateway>[1]>;

/** Long deadlines, because the machine can be busy. */
const PATIENT = { limits: { timeoutMs: 60_000 }, reads: { deadlineMs: 60_000 } };

let graph: Graph;
beforeAll(() => void (graph = openNeo4j({ ...sharedNeo4j(), deadlineMs: 60_000 })));
afterAll(() => graph.close());

/** Runs `act` with a gateway on the graph with some methods replaced. */
async function withGateway(
  other: Partial<Graph>,
  options: GatewayOptions,
  act: (of: TestGateway) => Promise<void>,
): Promise<void> {
  const opened = await openGateway(
    { ...graph, ...other },
    { ...PATIENT, ...options, limits: { ...PATIENT.limits, ...options.limits } },
  );
  try {
    await act(opened);
  } finally {
    await opened.close();
  }
}

const issueOf = (response: { json<T>(): T }) => response.json<OperationOutcome>().issue[0]!;

test('a search by status, days, town or country reads neither records nor lists of codes', () => {
  const reads: string[] = [];
  const table: Graph['table'] = (statement, ...args) => {
    reads.push(statement.name);
    return graph.table(statement, ...args);
  };
  return withGateway({ table }, {}, async ({ app }) => {
    const totalOf = async (query: string) =>
      (await app.inject(`/fhir/Organization?_count=0&${query}`)).json<Bundle>().total!;
    const [all, active, inactive] = [await totalOf(''), await totalOf('active=true'), await totalOf('active=false')];
    expect(active + inactive).toBe(all);
    const changed = 'lastChangeDate=ge1900-01-01';
    expect([await totalOf(changed), await totalOf(`${changed}&active=true`)]).toEqual([all, active]);
    expect(await totalOf('date=2022-01-01&active=true,false')).toBe(all);
    expect(await totalOf('date=2022-01-01&address-country=england')).toBeGreaterThan(1_000);
    expect(await totalOf('address-postalcode=z&active=true')).toBeGreaterThan(1_000);
    expect(new Set(reads)).toEqual(new Set(['texts', 'touched']));
  });
});

test('the size of the release does not matter for a search that names only a status or a day of change', () => {
  const read: Graph['read'] = async (...args) =>
    (await graph.read<{ organisations?: number }>(...args)).map((row) =>
      row.organisations === undefined ? row : { ...row, organisations: 50_001 },
    ) as never;
  return withGateway({ read }, {}, async ({ app }) => {
    for (const query of [
      'active=true',
      'lastChangeDate=ge2023-01-01',
      'active=true&date=2022-01-01',
      'active=true&name=old',
    ])
      expect([query, (await app.inject(`/fhir/Organization?${query}`)).statusCode]).toEqual([query, 200]);
  });
});

test('a response that is too large returns 413 and names the parameter that reduces it', () =>
  withGateway({}, { limits: { response: 10_000 } }, async ({ app }) => {
    const rejected = await app.inject('/fhir/Organization?roleCode=RO272');
    expect([rejected.statusCode, issueOf(rejected).code]).toEqual([413, 'too-long']);
    expect(issueOf(rejected).diagnostics).toContain('_count');
  }));

describe('links in a bundle', () => {
  const URL_PATH = '/fhir/Organization?roleCode=RO272&_count=1';
  const linksIn = (body: string) => {
    const { link = [], entry = [] } = JSON.parse(body) as Bundle;
    return [...link.map(({ url }) => url), ...entry.map(({ fullUrl }) => fullUrl!)];
  };
  const basesIn = (body: string) => linksIn(body).map((url) => url.split('/fhir/')[0]);
  const page = async ({ app }: TestGateway, host: string) => {
    const { statusCode, body } = await app.inject({ url: URL_PATH, headers: { host } });
    return { statusCode, body };
  };

  test('have the public address, whatever the Host header says', () =>
    withGateway({}, { publicUrl: 'https://ods.example.org/nhs' }, async (of) => {
      const { statusCode, body } = await page(of, 'evil.example');
      expect([statusCode, basesIn(body)]).toEqual([200, Array(3).fill('https://ods.example.org/nhs')]);
      expect(body).not.toContain('evil.example');
    }));

  test('are relative to the service without a public address, but for a Host that is the address of the connection', () =>
    withGateway({}, {}, async (of) => {
      const body = await (await fetch(`${of.url}${URL_PATH}`)).text();
      expect(basesIn(body)).toEqual(Array(3).fill(of.url));
      const relative = await page(of, 'ods.example.org:8080');
      expect(relative.body).not.toContain('ods.example.org');
      expect(linksIn(relative.body)).toEqual(linksIn(body).map((url) => url.split('/fhir/')[1]));
      const { body: capabilities } = await of.app.inject({ url: '/fhir/metadata', headers: { host: 'evil.example' } });
      expect(capabilities).not.toContain('evil.example');
      for (const host of ['evil.example/x', 'a@evil.example', '"onload="'])
        expect([host, (await page(of, host)).statusCode]).toEqual([host, 400]);
    }));
});

describe('when the database does not respond', () => {
  let blocked: Promise<void> | undefined;
  let release = () => {};
  const table: Graph['table'] = async (...args) => {
    await blocked;
    return graph.table(...args);
  };

  /** Runs `act` with a gateway that has read its catalog and whose other reads wait for `release`. */
  const waiting = (options: GatewayOptions, act: (of: TestGateway) => Promise<void>) =>
    withGateway({ table }, options, async (of) => {
      await of.organisations.reads.catalog.snapshot();
      blocked = new Promise((resolve) => (release = resolve));
      await act(of).finally(() => release());
    });

  test('a request returns 503 at its deadline', () =>
    waiting({ limits: { timeoutMs: 200 } }, async ({ app }) => {
      const late = await app.inject('/fhir/Organization/ZXP0007');
      expect([late.statusCode, late.headers['retry-after'], issueOf(late).code]).toEqual([503, '1', 'timeout']);
      expect(issueOf(late).diagnostics).toContain('The request did not complete within 200 ms.');
    }));

  test('requests over the limit return 503, and waiting requests are counted', () =>
    waiting({ limits: { concurrency: 1 } }, async ({ app }) => {
      const first = app.inject('/fhir/Organization/ZXP0007').then(({ statusCode }) => statusCode);
      await waitFor('the first request', async () =>
        (await app.inject('/metrics')).body.includes('\nods_fhir_requests_in_work 1\n'),
      );
      const second = await app.inject('/fhir/Organization/ZXP0008');
      expect([second.statusCode, second.headers['retry-after'], issueOf(second).code]).toEqual([503, '1', 'throttled']);
      release();
      expect(await first).toBe(200);
      const { body } = await app.inject('/metrics');
      expect(body).toContain('ods_http_requests_total{route="/fhir/Organization/:code",status="503"} 1\n');
    }));
});

describe('when the client disconnects', () => {
  /** The names of most records are compared, which reads these in several batches. */
  const MANY = 'name:contains=e&active=true&date=2022-01-01';

  const ask = ({ port }: TestGateway, query: string) =>
    openRawConnection(port, `GET /fhir/Organization?${query} HTTP/1.1\r\nhost: localhost\r\n\r\n`);

  test('its search ends', async () => {
    let reads = 0;
    const table: Graph['table'] = async (...args) => {
      if (args[0].name === 'state' && ++reads > 0) await after(300);
      return graph.table(...args);
    };
    await withGateway({ table }, {}, async (of) => {
      const client = ask(of, MANY);
      await waitFor('the search', () => reads > 0);
      client.socket.destroy();
      await waitFor('the end of the search', async () =>
        (await of.app.inject('/metrics')).body.includes('\nods_fhir_requests_in_work 0\n'),
      );
      await after(1_000);
      const first = reads;
      expect(first).toBeLessThanOrEqual(2);
      expect((await of.app.inject(`/fhir/Organization?${MANY}`)).statusCode).toBe(200);
      expect(reads).toBeGreaterThan(first);
    });
  });

  test('another client that waits for the same search gets its result', async () => {
    let blocked: Promise<void> | undefined;
    let release = () => {};
    const table: Graph['table'] = async (...args) => {
      if (args[0].name === 'state') await blocked;
      return graph.table(...args);
    };
    await withGateway({ table }, {}, async (of) => {
      blocked = new Promise((resolve) => (release = resolve));
      const first = ask(of, MANY);
      const inWork = (count: number) =>
        waitFor(`${count} requests`, async () =>
          (await of.app.inject('/metrics')).body.includes(`\nods_fhir_requests_in_work ${count}\n`),
        );
      await inWork(1);
      const second = of.app.inject(`/fhir/Organization?${MANY}`).then(({ statusCode }) => statusCode);
      await inWork(2);
      first.socket.destroy();
      await first.closed;
      await of.app.inject('/livez');
      release();
      expect(await second).toBe(200);
    });
  });
});

describe('a search for the relationships of large organisations', () => {
  const HUBS = 'participating-organization=ZXR1,ZXR2,ZXR3,ZXR4,ZXR5,ZXR6,ZXR7';

  /** Returns each relationship so many times, and counts the reads of them. */
  /** The packed relationships of a table, one row each. */
  const linksIn = (rows: readonly Values[]) =>
    rows.flatMap(([links]) => links as readonly string[]).map((link) => [[link]]);

  function repeatedLinks(times: number) {
    const counted = { reads: 0 };
    const table: Graph['table'] = async (statement, ...args) => {
      const rows = await graph.table(statement, ...args);
      if (statement.name !== 'incoming') return rows;
      counted.reads++;
      return linksIn(rows).flatMap((row) => Array.from({ length: times }, () => row));
    };
    return { counted, table };
  }

  test('ends when it has read too many', async () => {
    const { counted, table } = repeatedLinks(100_001);
    await withGateway({ table }, {}, async ({ app }) => {
      const response = await app.inject(`/fhir/OrganizationAffiliation?${HUBS}`);
      expect([response.statusCode, issueOf(response).diagnostics]).toEqual([
        422,
        expect.stringContaining('reads more than 100000 relationships'),
      ]);
      expect(counted.reads).toBe(1);
    });
  });

  test.each([
    [50_000, 200],
    [50_001, 422],
  ])('with %i results returns %i', async (results, status) => {
    const table: Graph['table'] = async (statement, ...args) => {
      const rows = await graph.table(statement, ...args);
      if (statement.name !== 'incoming') return rows;
      const [first] = linksIn(rows);
      return Array.from({ length: results }, () => first!);
    };
    await withGateway({ table }, {}, async ({ app }) => {
      const response = await app.inject('/fhir/OrganizationAffiliation?participating-organization=ZXR1&_count=1');
      expect(response.statusCode).toBe(status);
      if (status === 200) expect(response.json<Bundle>().total).toBe(results);
      else expect(issueOf(response).diagnostics).toContain('The search has more than 50000 results.');
    });
  });

  test('takes a point for 32 relationships that it reads, and one for each result', async () => {
    const { table } = repeatedLinks(64);
    const charged: number[] = [];
    const consume = async (_: string, points: number) => void charged.push(points);
    const createLimiter = () => ({ consume, reward: consume }) as never;
    await withGateway({ table }, { ratePointsPerMinute: 100_000, createLimiter }, async ({ app }) => {
      const { total, entry } = (
        await app.inject('/fhir/OrganizationAffiliation?participating-organization=ZXR1&_count=3')
      ).json<Bundle>();
      expect(entry).toHaveLength(3);
      expect(charged).toEqual([1, Math.floor(total! / 32), 3]);
    });
  });
});

describe('a search that reads more than twice COST_LIMIT allows is refused', () => {
  const MOST_HELD = {
    name: 'most held',
    text: 'MATCH (role:Role) RETURN role.code AS code, count(*) AS held ORDER BY held DESC, code LIMIT 40',
  };

  test.each([
    [1_000, 200, 200],
    [500, 200, 422],
    [350, 422, 422],
  ])('with a limit of %i: by roles %i, by active roles %i', async (cost, byRoles, byActiveRoles) => {
    const roles = (await graph.read<{ code: string }>(MOST_HELD, {})).map(({ code }) => code).join();
    let holders = 0;
    const table: Graph['table'] = async (statement, ...args) => {
      const rows = await graph.table(statement, ...args);
      if (statement.name === 'holders') holders += rows.length;
      return rows;
    };
    await withGateway({ table }, { limits: { cost } }, async ({ app }) => {
      const search = (query: string) => app.inject(`/fhir/Organization?_count=1&date=2022-01-01&${query}`);
      expect((await search(`roleCode=${roles}`)).statusCode).toBe(byRoles);
      const active = await search(`activeRoleCode=${roles}`);
      expect(active.statusCode).toBe(byActiveRoles);
      if (byActiveRoles === 422) expect(issueOf(active).diagnostics).toContain(`more than the limit of ${2 * cost}`);
      expect((await search('roleCode=RO177')).statusCode).toBe(200);
    });
    expect(holders).toBeLessThanOrEqual(roles.split(',').length);
  });
});
