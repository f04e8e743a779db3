import { readOptions } from '../../../bench/table/options';
import { withFigures } from '../../../bench/table/documents';
import type { Figure, PartFigures } from '../../../bench/table/figures';
import { markdownTable } from '../../../bench/table/markdown';
import { rowOf } from '../../../bench/table/table';
import { spread } from '../../../bench/support/rounds';

const figure = (value: number, noise = 0, server = 'ours'): Figure => ({
  ...{ what: 'a list', server, value, unit: 'requests/s', noise, cpu: 2 },
});
const part = (...figures: Figure[]): PartFigures => ({
  ...{ date: '2026-01-02', commit: 'abc1234', node: 'v20.20.2', machine: '2 cores', how: 'one round', release: 'one' },
  ...{ load: { before: 0.5, after: 1 }, figures },
});

test('without options, all parts are measured; unknown ones are refused with the help', () => {
  const all = ['load', 'start', 'federation', 'graph', 'kinds', 'gateways'];
  expect(readOptions([])).toEqual({ parts: all, quick: false, resume: false, save: false });
  expect(readOptions(['--only', 'kinds,load', '--save'])).toMatchObject({ parts: ['load', 'kinds'], save: true });
  expect(() => readOptions(['--fast'])).toThrow(/Unknown: --fast\n\nnpm run bench/);
  expect(() => readOptions(['--only', 'loads'])).toThrow('Unknown: loads');
  expect(() => readOptions(['--quick', '--save'])).toThrow('cannot be used with --save');
});

test('a figure stands beside ours and beside the committed one; a change within the noise of either is not marked', () => {
  const now = part(figure(100, 0.1), figure(50, 0.1, 'a peer'));
  const row = (value: number, noise: number) => rowOf(now.figures[0]!, now, part(figure(value, noise)));
  expect(rowOf(now.figures[1]!, now, undefined)).toMatchObject({ 'to ours': 0.5, committed: '', change: '' });
  expect(row(80, 0.05)).toMatchObject({ now: '100 requests/s', noise: '10 %', committed: 80, change: '+25 % *' });
  expect(row(80, 0.3)).toMatchObject({ change: '+25 %' });
  expect(row(95, 0.05)).toMatchObject({ change: '+5 %' });
});

test('noise is the difference between the fastest and the slowest round, of the median', () => {
  expect(spread([90, 100, 120])).toBeCloseTo(0.3);
  expect(spread([100])).toBe(0);
});

test('a block says where and when it was measured, and is replaced as a whole', () => {
  const document = 'before\n\n<!-- figures: start -->\nold\n<!-- end of figures -->\n\nafter\n';
  const once = withFigures(document, { start: part(figure(12)) });
  expect(once).toMatch(
    /^before\n\n<!-- figures: start -->\n\nMeasured on 2 January 2026, commit abc1234, Node\.js 20\.20\.2, 2 cores, load 0\.5 to 1; /,
  );
  expect(once).toMatch(/\| a list \| 12 requests\/s \|/);
  expect(once).toMatch(/<!-- end of figures -->\n\nafter\n$/);
  expect(withFigures(once, { start: part(figure(12)) })).toBe(once);
  expect(withFigures(document, {})).toContain('Not measured yet');
  expect(() => withFigures(document.replace('start', 'stop'), {})).toThrow('no figures of the name stop');
});

test('columns of figures are aligned to the right', () => {
  expect(
    markdownTable(
      ['name', 'ms'],
      [
        ['a', 12_345.6],
        ['longer', 0.1234],
      ],
    ),
  ).toBe('| name   |     ms |\n| ------ | -----: |\n| a      | 12,346 |\n| longer |  0.123 |');
});
