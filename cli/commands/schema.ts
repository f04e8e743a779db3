import { Command } from 'commander';
import { isFederated } from '../../config';
import type { Subgraph } from '../../resolvers/subgraph';
import { CommandError, type CommandContext } from '../command';
import { messageOf, openServer } from '../reading/server';

interface SchemaFlags {
  readonly subgraph?: boolean;
  readonly markdown?: boolean;
  readonly url?: string;
}

/** ods-graph schema */
export function schemaCommand(context: CommandContext): Command {
  return new Command('schema')
    .description('print the schema that clients see, including the configured subgraphs')
    .option('--subgraph', 'print our own subgraph, for other federation routers')
    .option('--markdown', 'print a reference in Markdown')
    .option('--url <address>', 'print the schema of a running server')
    .action(async ({ subgraph, markdown, url }: SchemaFlags) => {
      if (subgraph && markdown) throw new CommandError('Give either --subgraph or --markdown, not both.', 2);
      if (subgraph && url !== undefined) throw new CommandError('Give either --subgraph or --url, not both.', 2);
      if (url !== undefined) {
        const ofServer = await schemaAt(url, context);
        return context.out(markdown ? await asMarkdown(ofServer) : ofServer);
      }
      const { buildSubgraph } = await import('../../resolvers/subgraph');
      const own = await buildSubgraph();
      const sdl = subgraph ? own.sdl : await apiOf(own, context);
      context.out(markdown ? await asMarkdown(sdl) : sdl);
    });
}

async function schemaAt(url: string, context: CommandContext): Promise<string> {
  const response = await openServer(url, context).send('/schema.graphql');
  if (response.status === 200) return response.body;
  throw new CommandError(`${url} does not show its schema: ${messageOf(response)}`);
}

async function apiOf(own: Subgraph, context: CommandContext): Promise<string> {
  const { configuredSupergraph } = await import('../open-supergraph');
  if (!isFederated(context.config())) return own.apiSdl;
  const { printSchema } = await import('graphql');
  return `${printSchema((await configuredSupergraph(context, own)).apiSchema)}\n`;
}

async function asMarkdown(sdl: string): Promise<string> {
  const { buildSchema } = await import('graphql');
  const { referenceOf } = await import('../reference');
  return referenceOf(buildSchema(sdl));
}
