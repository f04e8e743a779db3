import { downloadedBytes, progressOf } from '../../../database/maven';

test('counts the bytes that Maven reports as downloaded', () => {
  expect(downloadedBytes('Downloaded from x: y/a.jar (4.2 MB at 9.0 MB/s)')).toBe(4_200_000);
  expect(downloadedBytes('Downloading from x: y/a.jar')).toBe(0);
});

test('tells the time left of a download from the pace so far, and none while nothing was downloaded', () => {
  expect(progressOf(48_500_000, 20_000)).toBe('49 of about 97 MB, about 20 s left');
  expect(progressOf(0, 20_000)).toBe('0 of about 97 MB');
  expect(progressOf(98_000_000, 20_000)).toBe('98 of about 97 MB');
});
