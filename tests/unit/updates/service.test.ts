import { UpdateError } from '../../../updates/errors';
import { createHttpClient } from '../../../updates/http/client';
import { maySend, withoutKey } from '../../../updates/trud/service';
import { backOffMs, retryAfterMs } from '../../../updates/wait';
import { KEY } from '../../support/updates/trud-stand-in';

const TRUD = { url: 'https://isd.digital.nhs.uk/trud', key: KEY, item: 341 };

test.each([
  [`https://isd.digital.nhs.uk/download/api/v1/keys/${KEY}/x.zip`, true],
  [`http://isd.digital.nhs.uk/download/api/v1/keys/${KEY}/x.zip`, false],
  ['http://isd.digital.nhs.uk/x.zip', false],
  [`https://isd.digital.nhs.uk:8443/keys/${KEY}/x.zip`, false],
  [`https://isd.digital.nhs.uk.example.org/${KEY}`, false],
  [`https://${KEY}.example.org/`, false],
  [`https://storage.example.org/?key=${KEY.toUpperCase()}`, false],
  [`https://storage.example.org/%64eadc0de${KEY.slice(8)}`, false],
  ['https://storage.example.org/x.zip?signature=1', true],
  ['https://user@storage.example.org/x.zip', false],
  ['http://127.0.0.1/x.zip', false],
])('%s may be requested: %s', (address, allowed) => {
  expect(maySend(new URL(address), TRUD)).toBe(allowed);
});

test('a text is shown without the key, in any letters', () => {
  expect(withoutKey(`a ${KEY} b ${KEY.toUpperCase()}`, TRUD)).toBe('a … b …');
});

test('pauses double up to a minute; the service may ask for longer ones', () => {
  expect([1, 2, 3, 6, 9].map((attempt) => backOffMs(attempt))).toEqual([1_000, 2_000, 4_000, 32_000, 60_000]);
  expect([backOffMs(1, 5_000), backOffMs(3, 500), backOffMs(1, 9e9)]).toEqual([5_000, 4_000, 60_000]);
  const now = Date.parse('2024-01-01T00:00:00Z');
  expect(['7', 'Mon, 01 Jan 2024 00:00:09 GMT', 'soon', undefined].map((text) => retryAfterMs(text, now))).toEqual([
    ...[7_000, 9_000, undefined, undefined],
  ]);
});

test('a proxy that is no address is refused without showing it', () => {
  for (const proxy of ['hunter2@proxy', 'socks4://hunter2']) {
    const create = () => createHttpClient({ HTTPS_PROXY: proxy });
    expect(create).toThrow(UpdateError);
    expect(create).toThrow(/^HTTPS_PROXY is not an address of a proxy such as/);
  }
});
