import { answer, fileName, KEY, startTrudStandIn, type TrudStandIn } from '../../support/updates/trud-stand-in';
import { MARCH, usePull } from '../../support/updates/use-pull';

const pulls = usePull();
const { lines, loadedFiles, run, failure } = pulls;

describe('the service', () => {
  const withKey = (key: string, item = 341) => ({ item: { url: pulls.service.url, key, item } });

  test.each([
    ['an unknown key', withKeyOf('00000000deadbeef'), 'The service does not know the key (status 400).'],
    ['a disabled key', withKeyOf('disabled00'), 'The service refuses the key (status 401).'],
    ['an item without a subscription', () => withKey(KEY, 58), 'Subscribe to item 58 on TRUD'],
  ])('%s ends with exit code 5, without another attempt', async (_, more, message) => {
    const error = await failure(run({}, more()));
    expect([error.exitCode, error.message]).toEqual([5, expect.stringContaining(message)]);
    expect(`${error.stack} ${lines.join()}`).not.toContain(more().item.key);
    expect(pulls.service.requests).toHaveLength(1);
  });
  function withKeyOf(key: string) {
    return () => withKey(key);
  }

  test('that is down for a while is asked again, at most four times', async () => {
    pulls.service.listFaults.push(
      answer(503, { 'retry-after': '2' }),
      answer(200, { 'content-type': 'text/html' }, '<html>'),
    );
    const waits: number[] = [];
    await run({}, { wait: async (ms) => void waits.push(ms) });
    expect([waits, loadedFiles]).toEqual([[2_000, 2_000], [MARCH.date]]);
    expect(pulls.service.requests[0]).toBe(`GET /trud/api/v1/keys/${KEY}/items/341/releases`);
  });

  test.each([
    [
      'HTML instead of JSON',
      answer(200, { 'content-type': 'text/html; charset=utf-8' }, `<html>${KEY}`),
      'an HTML page',
    ],
    ['a text', answer(200, { 'content-type': 'text/plain' }, KEY), 'text/plain instead of a list in JSON'],
    ['half a list', answer(200, {}, '{"releases": ['), 'not complete JSON'],
    ['another list', answer(200, {}, '{"items": []}'), 'cannot be used: releases'],
    ['a status', answer(500, {}, KEY), 'status 500'],
    ['no answer', (_: unknown, response: { destroy(): void }) => response.destroy(), 'the connection was cut'],
  ])('%s ends with exit code 6', async (_, fault, message) => {
    pulls.service.listFaults.push(...Array(4).fill(fault));
    const error = await failure(run());
    expect([error.exitCode, error.message]).toEqual([6, expect.stringContaining(message)]);
    expect(pulls.service.requests).toHaveLength(4);
  });

  test.each([
    ['a name that leads out of the folder', { archiveFileName: '../release.zip' }, 'archiveFileName'],
    ['no SHA-256', { archiveFileSha256: undefined }, 'archiveFileSha256'],
    ['no date', { releaseDate: 'soon' }, 'releaseDate'],
    ['an address without HTTP', { archiveFileUrl: 'file:///etc/passwd' }, 'archiveFileUrl'],
  ])('a list with %s is refused', async (_, listed, message) => {
    Object.assign(pulls.service, { releases: [{ ...MARCH, listed }] });
    expect(await failure(run())).toMatchObject({ exitCode: 6, message: expect.stringContaining(message) });
  });
});

describe('the key', () => {
  let other: TrudStandIn;
  beforeAll(async () => {
    other = await startTrudStandIn();
  });
  afterAll(() => other.close());
  beforeEach(() => {
    other.requests.length = 0;
    Object.assign(pulls.service, { releases: [MARCH] });
  });

  const redirect = (location: string) => answer(302, { location });

  test.each([
    ['as it is', () => `${other.origin}/download/api/v1/keys/${KEY}/file.zip`],
    ['in capital letters, encoded twice', () => `${other.origin}/?k=%2564EADC0DE${KEY.slice(8)}`],
    ['as a host', () => `https://${KEY}.example.org/`],
    ['as a user', () => `http://${KEY}@127.0.0.1:${new URL(other.origin).port}/`],
  ])('is not sent to another address by a redirect, %s', async (_, location) => {
    pulls.service.faults.push(redirect(location()));
    const error = await failure(run());
    expect([error.exitCode, error.message]).toEqual([1, expect.stringContaining('This is not followed')]);
    expect(other.requests).toEqual([]);
  });

  test('is not sent to another address that the list names', async () => {
    const listed = { archiveFileUrl: `${other.origin}/keys/${KEY}/x.zip` };
    Object.assign(pulls.service, { releases: [{ ...MARCH, listed }] });
    expect((await failure(run())).message).toContain('The key is not sent there.');
    expect(other.requests).toEqual([]);
  });

  test('a redirect within the service is followed, and one elsewhere without the key; no request has a referrer', async () => {
    Object.assign(other, { releases: [MARCH] });
    pulls.service.listFaults.push(redirect(`/trud/api/v1/keys/${KEY}/items/341/releases?moved`));
    pulls.service.faults.push(redirect(`${other.origin}/storage/${fileName(MARCH.date)}?signature=abc`));
    await run();
    expect(loadedFiles).toEqual([MARCH.date]);
    expect(other.requests).toEqual([`GET /storage/${fileName(MARCH.date)}?signature=abc`]);
    for (const headers of [...pulls.service.headers, ...other.headers])
      expect(JSON.stringify(headers)).not.toContain(KEY);
  });

  test('redirects end after five', async () => {
    pulls.service.listFaults.push(...Array(24).fill(redirect(`/trud/api/v1/keys/${KEY}/items/341/releases`)));
    expect(await failure(run())).toMatchObject({ exitCode: 6, message: expect.stringContaining('more than 5 times') });
  });
});
