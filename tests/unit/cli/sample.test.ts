import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleCommand } from '../../../cli/commands/sample';
import { KNOWN_CASE_NOTES, KNOWN_CASES, type KnownCase } from '../../../sample/known-cases';

/** Runs `ods-graph sample …` in this process. Returns what it wrote to stdout and stderr. */
async function run(...args: string[]) {
  const [out, lines]: string[][] = [[], []];
  const report = { line: (text: string) => void lines!.push(text), progress: () => {}, done: () => {} };
  const command = sampleCommand({ env: {}, config: () => ({}) as never, out: (text) => void out!.push(text), report });
  command.exitOverride().configureOutput({ writeErr: (text) => void lines!.push(text) });
  await command.parseAsync(args, { from: 'user' });
  return { out: out!.join(''), lines: lines! };
}

describe('ods-graph sample', () => {
  test('writes two zips, list sizes and postcodes, the paths of the zips to stdout and the rest to stderr', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ods-sample-'));
    const { out, lines } = await run(folder);
    const names = readdirSync(folder).sort();
    rmSync(folder, { recursive: true });
    expect(names).toEqual([
      'ONSPD_AUG_2024_SAMPLE.csv',
      'gp-list-size.csv',
      'hscorgrefdataxml_data_7.3.0_20240630000001.zip',
      'hscorgrefdataxml_data_7.6.0_20240930000001.zip',
    ]);
    expect(out).toBe(
      names
        .slice(2)
        .map((name) => `${join(folder, name)}\n`)
        .join(''),
    );
    expect(lines[0]).toContain('4511 organisations, 6415 roles, 11429 relationships, 890 succession rows');
    expect(lines[2]).toMatch(/gp-list-size\.csv: list sizes, for load-measure$/);
    expect(lines[3]).toMatch(/ONSPD_AUG_2024_SAMPLE\.csv: postcodes, for load-postcodes$/);
    expect(lines).toHaveLength(4);
  });

  test('reports why it could not write', async () => {
    await expect(run(join(__filename, 'beneath-a-file'))).rejects.toThrow(/^Could not write the sample: ENOTDIR/);
  });

  test.each(['0', '0.5', '101', 'huge', ''])('refuses the scale %j', async (scale) => {
    await expect(run('somewhere', '--scale', scale)).rejects.toThrow("Expected a number from 1 to 100, or 'national'");
  });
});

test('the page about the sample lists every known case with its description', () => {
  const page = readFileSync(join(__dirname, '../../../docs/sample.md'), 'utf8');
  const rows = page
    .slice(page.indexOf('## Known cases'))
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| name '))
    .map((line) =>
      line
        .split('|')
        .slice(1, 4)
        .map((cell) => cell.trim().replaceAll('\\', '')),
    );
  const names = Object.keys(KNOWN_CASES) as KnownCase[];
  expect(rows).toEqual(names.map((name) => [name, KNOWN_CASES[name], KNOWN_CASE_NOTES[name]]));
});
