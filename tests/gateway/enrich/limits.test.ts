import { setTimeout as after } from 'node:timers/promises';
import { request } from 'undici';
import type { Graph } from '../../../graph/graph';
import { sampleGraph } from '../../support/database/sample-graph';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { openRawConnection } from '../../support/gateway/raw-http';
import { waitFor } from '../../support/process/wait-for';

jest.setTimeout(60_000); // slots and deadlines are waited for

/** No other limit ends a connection in these tests. */
const connectionLimits = { inactivityTimeoutMs: 600_000, reading: { bytesPerSecond: 1, windowMs: 600_000 } };

function begin({ port }: TestGateway, body: string) {
  const head = 'POST /enrich?add=name HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/csv\r\n';
  return openRawConnection(port, `${head}content-length: ${body.length}\r\n\r\n${body}`);
}

test('an enrichment ends at its deadline', async () => {
  let release = () => {};
  const blocked = new Promise<void>((resolve) => (release = resolve));
  const table: Graph['table'] = async (statement, ...args) => {
    if (statement.name === 'state') await blocked;
    return sampleGraph().table(statement, ...args);
  };
  const limited = await openGateway(
    { ...sampleGraph(), table },
    { connectionLimits, limits: { exportTimeoutMs: 1_000 } },
  );
  try {
    const ms = await begin(limited, 'code\nZXP0006\n').closed;
    expect(ms).toBeGreaterThan(900);
  } finally {
    release();
    await limited.close();
  }
});

describe('another enrichment begins', () => {
  const MINE = Array.from({ length: 20_000 }, (_, at) => `ZXP0006,${'x'.repeat(1_000)}${at}\n`).join('');
  const statusOf = async ({ url }: TestGateway) => {
    const headers = { 'content-type': 'text/csv', connection: 'close' };
    const answer = await request(`${url}/enrich?add=name`, { method: 'POST', body: 'code\nZXP0006\n', headers });
    await answer.body.dump();
    return answer.statusCode;
  };

  test('when the client of the only slot does not read', async () => {
    const limited = await openGateway(sampleGraph(), { connectionLimits, limits: { exports: 1 } });
    const unread = begin(limited, `code,note\n${MINE}`);
    try {
      await waitFor('the response', () => unread.text().length > 0);
      unread.socket.pause();
      expect(await statusOf(limited)).toBe(503);
      await waitFor('its slot', async () => (await statusOf(limited)) === 200);
    } finally {
      unread.socket.destroy();
      limited.app.server.closeAllConnections();
      await limited.close();
    }
  });

  test('not when the client of the only slot waits for the database', async () => {
    let release = () => {};
    const blocked = new Promise<void>((resolve) => (release = resolve));
    const table: Graph['table'] = async (statement, parameters, ...rest) => {
      if (JSON.stringify(parameters).includes('ZXP9999')) await blocked;
      return sampleGraph().table(statement, parameters, ...rest);
    };
    const limited = await openGateway({ ...sampleGraph(), table }, { connectionLimits, limits: { exports: 1 } });
    const body = `code\n${'ZXP0006\n'.repeat(5_000)}ZXP9999\n`;
    const read = begin(limited, body);
    try {
      await waitFor('the first rows', () => read.text().includes('OLD MILL'));
      await after(2_500);
      expect(await statusOf(limited)).toBe(503);
      release();
      await waitFor('the last row', () => read.text().includes('UNKNOWN'));
    } finally {
      release();
      read.socket.destroy();
      limited.app.server.closeAllConnections();
      await limited.close();
    }
  });
});
