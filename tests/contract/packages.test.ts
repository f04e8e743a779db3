import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { satisfies } from 'semver';
import { HOME } from '../../config';
import { goldenText } from '../support/golden-file';

interface Package {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly engines?: { readonly node?: string };
}

const json = (file: string) => JSON.parse(readFileSync(join(HOME, file), 'utf8'));
const program = json('package.json') as {
  readonly engines: { readonly node: string };
  readonly files: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
};
const { packages } = json('package-lock.json') as { readonly packages: Readonly<Record<string, Package>> };
const installed = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, found]) => ({ ...found, name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length) }));

/** Licences that allow everybody every use. The weak copyleft of MPL-2.0 binds changes of its own files only. */
const ALLOWED = /^\(?(0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|ISC|MIT)\b/;
const ALLOWED_FOR_DEVELOPMENT = /^(MPL-2\.0|CC-BY-4\.0|Python-2\.0)$/;

test('the licence of each package allows every use', () => {
  const refused = installed.filter(
    ({ license = '', dev }) => !ALLOWED.test(license) && !(dev && ALLOWED_FOR_DEVELOPMENT.test(license)),
  );
  expect(refused).toEqual([]);
});

test('docs/about/packages.md lists every package with its licence', () => {
  const table = (dev: boolean) =>
    [...new Set(installed.filter((one) => Boolean(one.dev) === dev).map(row))].sort().join('\n');
  const text = `# Packages and their licences

For those who distribute the program. \`npm run accept\` writes this file from \`package-lock.json\`. \`npm run sbom\` prints the same as a
bill of materials (CycloneDX), with hashes. Each package brings its licence's text with it.

## Of the program

| package | version | licence |
|---|---|---|
${table(false)}

## Of the build, the pages and the tests

The built pages hold parts of some of them.

| package | version | licence |
|---|---|---|
${table(true)}
`;
  expect(goldenText(join(HOME, 'docs/about/packages.md'), text)).toBe(text);
});

const row = ({ name, version, license }: (typeof installed)[number]) => `| ${name} | ${version} | ${license} |`;

test('the program needs no install script of a package: CI and the image are built without', () => {
  const withScript = installed.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
  // a check of versions; two that compile or download for systems without a binary package
  expect(withScript.sort()).toEqual(['@apollo/protobufjs', '@parcel/watcher', '@swc/core']);
  for (const file of ['.ci/run', 'Dockerfile'])
    expect(readFileSync(join(HOME, file), 'utf8')).toMatch(/npm ci --ignore-scripts/);
});

test('every package supports the oldest Node.js that the program supports, but one, whose older versions have another licence', () => {
  const oldest = program.engines.node.replace('>=', '');
  const others = installed.filter(({ engines }) => engines?.node && !satisfies(oldest, engines.node));
  expect(others.map(({ name }) => name)).toEqual(['@apollo/subgraph']);
  const readme = readFileSync(join(HOME, 'README.md'), 'utf8');
  for (const { name } of others) expect(readme).toMatch(new RegExp(`EBADENGINE.*${name}`)); // npm warns of it
});

test('a package holds the program, and the examples that its help names', () => {
  expect(program.files).toEqual(['dist', 'examples/*.graphql']);
  expect(Object.values(program.bin).filter((file) => !file.startsWith('dist/'))).toEqual([]);
});
