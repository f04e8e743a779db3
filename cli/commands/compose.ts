import { Command } from 'commander';
import type { Supergraph } from '../../federation/supergraph/supergraph';
import { CommandError, type CommandContext } from '../command';

interface ComposeFlags {
  readonly sizes?: string | true;
  readonly json?: boolean;
}

/** ods-graph compose */
export function composeCommand(context: CommandContext): Command {
  return new Command('compose')
    .description('compose our subgraph with those in SUBGRAPHS, and print the supergraph or the composition errors')
    .option(
      '--sizes [url]',
      'list the lists of other subgraphs: assumed sizes, and those that the gateway at an address has measured',
    )
    .option('--json', 'with --sizes: print JSON')
    .action(async ({ sizes, json }: ComposeFlags) => {
      const { buildSubgraph } = await import('../../resolvers/subgraph');
      const { configuredSupergraph } = await import('../open-supergraph');
      const supergraph = await configuredSupergraph(context, await buildSubgraph());
      const { sdl, subgraphs } = supergraph;
      if (sizes !== undefined) context.out(await sizesText(context, supergraph, { sizes, json }));
      else context.out(sdl.endsWith('\n') ? sdl : `${sdl}\n`);
      context.report.line(`Composed: ${[...subgraphs.keys()].join(', ')}.`);
    });
}

async function sizesText(context: CommandContext, supergraph: Supergraph, { sizes, json }: ComposeFlags) {
  const { listSizeRows, listSizeTable } = await import('../reading/list-sizes');
  const { limitsOf } = await import('../open-gateway');
  const metrics = typeof sizes === 'string' ? await metricsOf(sizes, context) : '';
  const rows = listSizeRows(supergraph, limitsOf(context.config()), metrics);
  return json ? `${JSON.stringify(rows, null, 2)}\n` : listSizeTable(rows);
}

async function metricsOf(url: string, { report }: CommandContext): Promise<string> {
  const { openServer } = await import('../reading/server');
  const { status, body } = await openServer(url, { report }).send('/metrics');
  if (status === 200) return body;
  throw new CommandError(`${url}/metrics answered with status ${status}.`);
}
