import { gunzipSync } from 'node:zlib';
import { createKeptTexts } from '../../../../gateway/http/caching/kept-texts';

const text = 'type Query { a: Int }\n'.repeat(200);

test('a text is compressed once for each content coding', async () => {
  const kept = createKeptTexts()(text);
  const [gzip, again, brotli] = await Promise.all([kept.in('gzip'), kept.in('gzip'), kept.in('br')]);
  expect(again).toBe(gzip);
  expect(brotli.length).not.toBe(gzip.length);
  expect(gunzipSync(gzip).toString()).toBe(text);
});

test('equal texts are one, and others have another tag', () => {
  const keptText = createKeptTexts();
  expect(keptText([text].join(''))).toBe(keptText(text));
  expect(keptText(`${text} `).etag).not.toBe(keptText(text).etag);
});

test('the texts used last are kept', () => {
  const keptText = createKeptTexts();
  const first = keptText('first');
  for (let at = 0; at < 50; at++) keptText(`${at}`);
  expect(keptText('first')).not.toBe(first);
});
