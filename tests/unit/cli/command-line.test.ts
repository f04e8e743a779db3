import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { parse, type OperationDefinitionNode } from 'graphql';
import { EXAMPLES } from '../../../cli/examples';
import { createProgram } from '../../../cli/main';
import { silentReport } from '../../../cli/report';
import { HOME, readConfig, SETTINGS } from '../../../config';
import { runCommand } from '../../support/process/run-command';

describe('the command line', () => {
  test('prints its version on stdout and exits 0', async () => {
    expect(await runCommand(['--version'])).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      notes: '',
    });
  });

  test('shows its commands, examples and exit codes', async () => {
    const { code, out } = await runCommand(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('Usage: ods-graph');
    expect(out).toContain('Examples:');
    expect(out).toContain('Exit codes: 0 done, 1 failed, 2 wrong usage, 3 another load is running.');
  });

  test('suggests a similar command and exits 2', async () => {
    const { code, out, notes } = await runCommand(['confg']);
    expect([code, out]).toEqual([2, '']);
    expect(notes).toContain("error: unknown command 'confg'");
    expect(notes).toContain('(Did you mean config?)');
  });

  test('exits 2 on an unknown option', async () => {
    expect(await runCommand(['config', '--jsn'])).toMatchObject({ code: 2, out: '' });
  });

  test('shows the help and exits 2 without a command', async () => {
    const { code, notes } = await runCommand([]);
    expect(code).toBe(2);
    expect(notes).toContain('Usage: ods-graph');
  });

  test('lists all invalid settings and exits 2', async () => {
    const { code, out, notes } = await runCommand(['config'], { PORT: 'x', LIMIT_PAGE: '-1' });
    expect([code, out]).toEqual([2, '']);
    expect(notes).toMatch(/PORT: [^]*LIMIT_PAGE: /);
  });

  test('config prints every setting as JSON', async () => {
    const { code, out, notes } = await runCommand(['config', '--json'], { PORT: '8080' });
    expect([code, notes]).toEqual([0, '']);
    const settings = JSON.parse(out) as { name: string; value: unknown }[];
    expect(settings.map(({ name }) => name)).toEqual(Object.keys(SETTINGS));
    expect(settings[0]).toMatchObject({ name: 'PORT', value: 8080, from: 'environment' });
  });

  test('config prints a table in which lists and pairs can be read, and no secret', async () => {
    const { out } = await runCommand(['config'], {
      OTEL_RESOURCE_ATTRIBUTES: 'a=1,b=2',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20hidden',
      CORS_ORIGINS: 'https://a.example,https://b.example',
    });
    const valueOf = (name: string) => new RegExp(`^${name} +(.+?) {2}`, 'm').exec(out)?.[1];
    expect(valueOf('OTEL_RESOURCE_ATTRIBUTES')).toBe('a=1, b=2');
    expect(valueOf('OTEL_EXPORTER_OTLP_TRACES_HEADERS')).toBe('-');
    expect(valueOf('CORS_ORIGINS')).toBe('https://a.example, https://b.example');
    expect(out).not.toMatch(/\[object|Bearer( |%20)hidden/);
  });
});

describe('help', () => {
  const names = Object.keys(EXAMPLES);

  test.each(names)('%s shows examples', async (name) => {
    const { code, out } = await runCommand([...name.split(' '), '--help']);
    expect([code, out]).toEqual([0, expect.stringContaining(`Examples:\n  `)]);
    expect(out.slice(out.indexOf('Examples:'))).toContain(`ods-graph ${name}`);
  });

  test('every document that an example runs without variables exists and requires none', async () => {
    const texts = await Promise.all([[], ['query']].map(async (name) => (await runCommand([...name, '--help'])).out));
    const documents = texts.flatMap((text) => [...text.matchAll(/query (examples\/\S+)(?! --variables)/g)]);
    expect(documents.length).toBeGreaterThanOrEqual(2);
    for (const [, file] of documents) {
      const [operation] = parse(readFileSync(join(HOME, file!), 'utf8')).definitions as OperationDefinitionNode[];
      const required = operation!.variableDefinitions!.filter(
        ({ type, defaultValue }) => type.kind === 'NonNullType' && defaultValue === undefined,
      );
      expect([file, required]).toEqual([file, []]);
    }
  });

  test('every command has examples', async () => {
    const context = { env: {}, config: () => readConfig({}), out: () => undefined, report: silentReport };
    const named = ({ commands }: Command, above = ''): string[] =>
      commands.flatMap((one) => [above + one.name(), ...named(one, `${above}${one.name()} `)]);
    expect(named(await createProgram(context)).sort()).toEqual([...names, 'complete'].sort());
  });
});
