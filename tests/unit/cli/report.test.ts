import { PassThrough } from 'node:stream';
import { createReport, silentReport } from '../../../cli/report';

function captureReport(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 120 });
  let clock = 0;
  const report = createReport(stream as unknown as NodeJS.WriteStream, () => clock);
  return {
    report,
    at: (seconds: number) => void (clock = seconds * 1_000),
    text: () => String(stream.read() ?? ''),
  };
}

describe('progress without a terminal', () => {
  test('is one line every three seconds, and one at the end', () => {
    const { report, at, text } = captureReport(false);
    for (let second = 0; second <= 10; second++) {
      at(second);
      report.progress('Roles', second * 1_000, 12_000);
    }
    at(12);
    report.done('Roles', '12,000 roles');
    expect(text().split('\n')).toEqual([
      'Roles: 3,000 of 12,000 (25 %), about 9 s left',
      'Roles: 6,000 of 12,000 (50 %), about 6 s left',
      'Roles: 9,000 of 12,000 (75 %), about 3 s left',
      'Roles: 12,000 roles in 12.0 s',
      '',
    ]);
  });

  test('is the count so far when the total is unknown', () => {
    const { report, at, text } = captureReport(false);
    report.progress('Download', 0, 0);
    at(5);
    report.progress('Download', 123_456, 0);
    expect(text()).toBe('Download: 123,456\n');
  });

  test('leaves a note unchanged', () => {
    const { report, text } = captureReport(false);
    report.line('Loading the sample.');
    expect(text()).toBe('Loading the sample.\n');
  });
});

describe('progress on a terminal', () => {
  test('is a bar that ends with the summary', () => {
    const { report, text } = captureReport(true);
    report.progress('Roles', 500, 1_000);
    report.progress('Roles', 1_000, 1_000);
    report.done('Roles', '1,000 roles');
    const shown = text();
    expect(shown).toContain('Roles [===');
    expect(shown).toContain('500/1000');
    expect(shown.endsWith('Roles: 1,000 roles\n')).toBe(true);
  });

  test('leaves a note during a stage on its own line', () => {
    const { report, text } = captureReport(true);
    report.progress('Roles', 1, 2);
    report.line('A stub was found.');
    expect(text().split('\n').at(-2)).toBe('A stub was found.');
  });
});

test('a silent report writes nothing', () => {
  expect([silentReport.line('x'), silentReport.progress('x', 1, 2), silentReport.done('x')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
