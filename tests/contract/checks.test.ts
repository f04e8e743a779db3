import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { CommandContext } from '../../cli/command';
import { composeCommand } from '../../cli/commands/compose';
import { HOME } from '../../config';

const textOf = (file: string) => readFileSync(join(HOME, 'deploy/checks', file), 'utf8');

interface Workflow {
  readonly on: { readonly pull_request: { readonly paths: readonly string[] } };
  readonly permissions: object;
  readonly jobs: { readonly compose: { readonly steps: readonly { readonly run?: string; readonly uses?: string }[] } };
}
interface Pipeline {
  readonly graph: {
    readonly script: readonly string[];
    readonly variables: object;
    readonly rules: readonly { readonly changes: readonly string[] }[];
    readonly allow_failure: { readonly exit_codes: readonly number[] };
  };
}

const workflow = parse(textOf('github-workflow.yaml')) as Workflow;
const { graph } = parse(textOf('gitlab-ci.yaml')) as Pipeline;
const scripts = [workflow.jobs.compose.steps.flatMap(({ run }) => run ?? []), graph.script].map((lines) =>
  lines.join('\n'),
);

test.each(scripts)('the checks use options of ods-graph compose: %s', (script) => {
  const known = composeCommand({} as CommandContext).options.map(({ long }) => long);
  const used = script.slice(script.indexOf('compose --')).match(/--[a-z-]+/g) ?? [];
  expect(used.length).toBeGreaterThan(1);
  expect(used.filter((option) => !known.includes(option))).toEqual([]);
});

test('the checks may only read, follow the same files, and know the exit code of a broken operation', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' });
  expect(graph.rules[0]!.changes.map((path) => path.replace(/\/\*$/, ''))).toEqual(workflow.on.pull_request.paths);
  expect(graph.allow_failure.exit_codes).toEqual([8]);
  expect(workflow.jobs.compose.steps.flatMap(({ uses }) => uses ?? [])).toEqual(['actions/checkout@v4']);
});
