import { Command } from 'commander';
import type { CommandContext } from '../command';

/** ods-graph schema */
export function schemaCommand({ out }: CommandContext): Command {
  return new Command('schema')
    .description('print the schema that clients see')
    .option('--subgraph', 'the subgraph instead, for other federation routers')
    .action(async ({ subgraph }: { subgraph?: boolean }) => {
      const { buildSubgraph } = await import('../../resolvers/subgraph');
      const { sdl, apiSdl } = await buildSubgraph();
      out(subgraph ? sdl : apiSdl);
    });
}
