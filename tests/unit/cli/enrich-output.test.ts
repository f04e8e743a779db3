import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandContext } from '../../../cli/command';
import { openOutput } from '../../../cli/enrich/output';

const context = { out: () => undefined } as unknown as CommandContext;
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'ods-graph-output-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const open = (name = 'out.csv') => openOutput(join(folder, name), '-', context);

test('a file has its name only when it is whole, and replaces an older one then', async () => {
  writeFileSync(join(folder, 'out.csv'), 'old');
  writeFileSync(join(folder, 'out.csv.part'), 'left by a command that was killed');
  const output = await open();
  await output.write('new, ');
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('old');
  expect(readFileSync(join(folder, 'out.csv.part'), 'utf8')).toBe('new, ');
  await output.write('whole');
  await output.complete();
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('new, whole');
  expect(readdirSync(folder)).toEqual(['out.csv']);
});

test('a file that is given up is removed', async () => {
  const output = await open();
  await output.write('half');
  await output.discard();
  expect(readdirSync(folder)).toEqual([]);
});

test('of two that write one file, the last one gives it its name and the other one fails', async () => {
  const first = await open();
  await first.write('first');
  const second = await open();
  await second.write('second');
  await expect(first.complete()).rejects.toThrow('Another process has replaced');
  expect(existsSync(join(folder, 'out.csv'))).toBe(false);
  await second.complete();
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('second');
});

test('a folder that is not there is an error of usage', async () => {
  await expect(open('no/out.csv')).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('cannot be written'),
  });
});

test('without a name, or with -, the text goes to stdout', async () => {
  for (const path of [undefined, '-']) {
    const written: string[] = [];
    const stdout = { out: (text: string) => void written.push(text) } as unknown as CommandContext;
    const output = await openOutput(path, '-', stdout);
    await output.write('text');
    await output.complete();
    expect(written).toEqual(['text']);
  }
});

test('the file that is read is not written, under whatever name', async () => {
  const [file, link, other] = ['in.csv', 'link.csv', 'other.csv'].map((name) => join(folder, name));
  writeFileSync(file!, 'input');
  symlinkSync(file!, link!);
  for (const path of [file!, link!, join(folder, '.', 'in.csv')])
    await expect(openOutput(path, file!, context)).rejects.toMatchObject({ exitCode: 2 });
  await (await openOutput(other!, file!, context)).complete();
  expect([readFileSync(file!, 'utf8'), existsSync(other!)]).toEqual(['input', true]);
});

test('what is given up leaves the file of another process', async () => {
  const first = await open();
  const second = await open();
  await second.write('second');
  await first.discard();
  await second.complete();
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('second');
});
