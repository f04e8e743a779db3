import { Command } from 'commander';
import type { CommandContext } from '../command';

/** ods-graph compose */
export function composeCommand(context: CommandContext): Command {
  return new Command('compose')
    .description('compose our subgraph with those in SUBGRAPHS, and print the supergraph or the composition errors')
    .action(async () => {
      const { buildSubgraph } = await import('../../resolvers/subgraph');
      const { configuredSupergraph } = await import('../open-supergraph');
      const { sdl, subgraphs } = await configuredSupergraph(context, await buildSubgraph());
      context.out(sdl.endsWith('\n') ? sdl : `${sdl}\n`);
      context.report.line(`Composed: ${[...subgraphs.keys()].join(', ')}.`);
    });
}
