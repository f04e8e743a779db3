import { Command } from 'commander';
import type { Subgraph } from '../../resolvers/subgraph';
import type { CommandContext } from '../command';

/** ods-graph schema */
export function schemaCommand(context: CommandContext): Command {
  return new Command('schema')
    .description('print the schema that clients see, with the subgraphs of the configuration')
    .option('--subgraph', 'our own subgraph instead, for other federation routers')
    .action(async ({ subgraph }: { subgraph?: boolean }) => {
      const { buildSubgraph } = await import('../../resolvers/subgraph');
      const own = await buildSubgraph();
      context.out(subgraph ? own.sdl : await apiOf(own, context));
    });
}

async function apiOf(own: Subgraph, context: CommandContext): Promise<string> {
  const { configuredSupergraph, isFederated } = await import('../open-graphs');
  if (!isFederated(context.config())) return own.apiSdl;
  const { printSchema } = await import('graphql');
  return `${printSchema((await configuredSupergraph(context, own)).apiSchema)}\n`;
}
