import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { ConfigError, describeConfig, HOME, readConfig, SETTINGS, type Config } from '../../config';
import type { Setting } from '../../settings';

const configErrorOf = (env: Record<string, string>) => {
  try {
    readConfig(env);
  } catch (error) {
    return error as ConfigError;
  }
  throw new Error('expected a ConfigError');
};

describe('settings', () => {
  test('an empty environment gives every setting its default', () => {
    const config = readConfig({});
    expect(Object.keys(config).sort()).toEqual(Object.keys(SETTINGS).sort());
    expect(config).toMatchObject({
      PORT: 4000,
      HOST: '127.0.0.1',
      LIMIT_BODY: 262_144,
      LIMIT_PAGE: 200,
      CORS_ORIGINS: [],
    });
    expect(config.NEO4J_URI).toBeUndefined();
  });

  test('attack 52: every port is open to this machine only, unless a setting says otherwise', () => {
    const { HOST, SUBGRAPH_HOST, OPERATIONS_HOST } = readConfig({});
    expect([HOST, SUBGRAPH_HOST, OPERATIONS_HOST]).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1']);
  });

  test('a slash at the end of the public address does not count', () => {
    for (const given of ['https://ods.example.org/nhs', 'https://ods.example.org/nhs/'])
      expect(readConfig({ PUBLIC_URL: given }).PUBLIC_URL).toBe('https://ods.example.org/nhs');
    expect(readConfig({}).PUBLIC_URL).toBeUndefined();
  });

  test('the data folder is in the checkout, whatever the working directory', () => {
    expect(isAbsolute(readConfig({}).DATA_DIR)).toBe(true);
    expect(readConfig({}).DATA_DIR).toBe(`${HOME}/.data`);
  });

  test('one error lists all invalid settings with the expected and the given value', () => {
    const { message } = configErrorOf({
      PORT: 'http',
      LOCAL_NEO4J_HEAP: '1 GB',
      EXPLORER: 'maybe',
      NODE_ENV: 'staging',
    });
    expect(message.split('\n')).toEqual([
      'Invalid settings:',
      "  PORT: expected a whole number; got 'http'",
      "  LOCAL_NEO4J_HEAP: expected a size such as 512m or 1g; got '1 GB'",
      expect.stringMatching(/^ {2}NODE_ENV: .*"production".*; got 'staging'$/),
      expect.stringMatching(/^ {2}EXPLORER: .*; got 'maybe'$/),
    ]);
  });

  test.each([
    ['PORT', '65536'],
    ['LIMIT_DEPTH', '0'],
    ['LIMIT_DEPTH', '41'],
    ['NEO4J_URI', 'http://neo4j:7474'],
    ['NEO4J_URI', 'bolt://user:password@neo4j:7687'],
    ['PUBLIC_URL', 'ods.example.org'],
    ['PUBLIC_URL', 'https://ods.example.org/?a=b'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://a.example.org, https://b.example.org/path'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is refused', (name, value) => {
    expect(configErrorOf({ [name]: value }).message).toContain(`  ${name}: `);
  });

  test('false, 0, off and no disable a flag', () => {
    for (const word of ['false', '0', 'off', 'no'])
      expect(readConfig({ INTROSPECTION: word }).INTROSPECTION).toBe(false);
  });

  test('the password of Neo4j is given by value or by file, not both', () => {
    expect(readConfig({ NEO4J_PASSWORD_FILE: '/run/secrets/neo4j' }).NEO4J_PASSWORD_FILE).toBe('/run/secrets/neo4j');
    const { message } = configErrorOf({ NEO4J_PASSWORD: 'hunter2', NEO4J_PASSWORD_FILE: 'file' });
    expect(message).toContain('expected only one of NEO4J_PASSWORD and NEO4J_PASSWORD_FILE');
    expect(message).not.toContain('hunter2');
  });

  test.each(Object.entries<Setting>(SETTINGS).flatMap(([name, { secret }]) => (secret ? [name] : [])))(
    '%s may be in a file, and its content is not printed',
    (name) => {
      const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
      try {
        const file = join(folder, 'secret');
        const value = name.includes('URL') ? 'https://hooks.example.org/hunter2' : 'name=hunter2-hunter2-hunter2';
        const content = name === 'TRUD_API_KEY' ? 'hunter2hunter2' : value;
        writeFileSync(file, `${content}\n`);
        const env = { [`${name}_FILE`]: file };
        const isReadLater = name.endsWith('_PASSWORD');
        if (!isReadLater) expect(JSON.stringify(readConfig(env)[name as keyof Config])).toContain('hunter2');
        const shown = describeConfig(env);
        expect(shown.find((each) => each.name === name)).toMatchObject({ value: '…', from: 'file' });
        expect(JSON.stringify(shown)).not.toContain('hunter2');
        const { message } = configErrorOf({ ...env, [name]: 'hunter2' });
        expect(message).toContain(`expected only one of ${name} and ${name}_FILE; got both`);
        expect(message).not.toContain('hunter2');
        if (isReadLater) return;
        writeFileSync(file, '\n');
        expect(configErrorOf(env).message).toContain(`${name}_FILE: expected ${name} in ${file}; it is empty`);
        expect(configErrorOf({ [`${name}_FILE`]: join(folder, 'none') }).message).toContain('cannot be read (ENOENT)');
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  test.each(['SUBGRAPH_PORT', 'OPERATIONS_PORT'] as const)(
    '%s is off if it is unset, and 0 is any free port',
    (name) => {
      const SUBGRAPH_SECRET = 'x'.repeat(16);
      expect(readConfig({ SUBGRAPH_SECRET })[name]).toBeUndefined();
      expect(readConfig({ SUBGRAPH_SECRET, [name]: '0' })[name]).toBe(0);
      expect(configErrorOf({ SUBGRAPH_SECRET, [name]: '65536' }).message).toContain(name);
    },
  );

  test('a secret that another setting needs may be in a file', () => {
    const env = { SUBGRAPH_PORT: '0', SUBGRAPH_SECRET_FILE: __filename };
    expect(readConfig(env).SUBGRAPH_SECRET).toHaveLength(readFileSync(__filename, 'utf8').trim().length);
  });

  test('an invalid secret is not printed', () => {
    const { message } = configErrorOf({ CURSOR_SECRET: 'too short' });
    expect(message).toContain('CURSOR_SECRET: expected at least 16 characters');
    expect(message).not.toContain('too short');
  });

  test.each([
    ['NEO4J_URI', 'bolt://neo4j:hunter2@db:7687', "got 'bolt://…@db:7687'"],
    ['NEO4J_URI', 'neo4j+s://neo4j:hunt@er2/@db', "got 'neo4j+s://…@db'"],
    ['NEO4J_URI', 'neo4j:hunter2@db:7687', "got '…@db:7687'"],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://team:hunter2@collector:4318/path', "got 'https://…@collector:4318/path'"],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://collector:4318?key=hunter2', "got 'https://collector:4318?…'"],
    ['CORS_ORIGINS', 'https://user:hunter2@app.example.org/', "got 'https://…@app.example.org/'"],
    ['PORT', 'http://user:hunter2@host', "got 'http://…@host'"],
  ])('%s=%s is refused without its user, password or key', (name, value, got) => {
    const { message } = configErrorOf({ [name]: value });
    expect(message).toContain(got);
    expect(message).not.toMatch(/hunt|er2/);
  });

  test('a setting is described by its value, its default and its source; a secret is hidden', () => {
    const shown = describeConfig({ PORT: '8080', NEO4J_PASSWORD: 'hunter2' });
    expect(shown.find(({ name }) => name === 'PORT')).toEqual({
      name: 'PORT',
      value: 8080,
      default: 4000,
      from: 'environment',
      meaning: SETTINGS.PORT.meaning,
    });
    expect(shown.find(({ name }) => name === 'NEO4J_PASSWORD')).toMatchObject({ value: '…', default: null });
    expect(JSON.stringify(shown)).not.toContain('hunter2');
    expect(shown.find(({ name }) => name === 'HOST')).toMatchObject({ from: 'default' });
  });
});

test('documents that are not listed are logged only where they would be refused', () => {
  expect(() => readConfig({ PERSISTED_UNLISTED: 'log' })).toThrow(
    /PERSISTED: expected only, because PERSISTED_UNLISTED is log/,
  );
  const env = { PERSISTED: 'only', PERSISTED_DOCUMENTS: 'documents.json', PERSISTED_UNLISTED: 'log' };
  expect(readConfig(env).PERSISTED_UNLISTED).toBe('log');
});
