import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { Supergraph } from '../../federation/supergraph/supergraph';
import { CommandError, type CommandContext } from '../command';

const EXIT_CODES = `
Exit codes:
  0  the subgraphs compose; with --against, nothing breaks
  1  they do not compose, or a query cannot be answered; with --strict, also if there are warnings
  2  wrong usage or settings
  8  they compose, and break clients; with --operations, one of these operations

Data goes to stdout: the supergraph, or with --json what --against found. Everything else goes to stderr.`;

export interface ComposeFlags {
  readonly against?: string;
  readonly operations?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly output?: string;
  readonly watch?: boolean;
  readonly sizes?: string | true;
}

/** ods-graph compose */
export function composeCommand(context: CommandContext): Command {
  return new Command('compose')
    .description('compose our subgraph with those in SUBGRAPHS, and print the supergraph or the composition errors')
    .option('--against <supergraph|url>', 'report what breaks clients of this supergraph, client schema or gateway')
    .option('--operations <dir|file>', 'with --against: the operations of clients, to report which of them break')
    .option('--strict', 'fail if there are warnings')
    .option('--output <file>', 'write the supergraph to a file instead of stdout')
    .option(
      '--sizes [url]',
      'list the lists of other subgraphs: assumed sizes, and those that the gateway at an address has measured',
    )
    .option('--json', 'with --against or --sizes: print what was found as JSON')
    .option('--watch', 'compose again whenever a file changes, or an introspected subgraph, until stopped')
    .addHelpText('after', EXIT_CODES)
    .action(async (flags: ComposeFlags) => {
      checkFlags(flags);
      const compare = await openComparison(context, flags);
      const { buildSubgraph } = await import('../../resolvers/subgraph');
      const subgraph = await buildSubgraph();
      if (!flags.watch) return composeOnce(context, flags, subgraph, compare);
      const { watchComposition } = await import('../compose/watch');
      return watchComposition(context, subgraph, (supergraph) => finish(context, flags, supergraph, compare));
    });
}

function checkFlags({ against, operations, json, sizes, watch }: ComposeFlags): void {
  if (against === undefined && operations !== undefined) throw new CommandError('--operations needs --against.', 2);
  if (against === undefined && sizes === undefined && json)
    throw new CommandError('--json needs --against or --sizes.', 2);
  if (sizes !== undefined && (against !== undefined || watch))
    throw new CommandError('--sizes goes with neither --against nor --watch.', 2);
  if (watch && json) throw new CommandError('--watch prints no JSON.', 2);
}

type Subgraph = Awaited<ReturnType<typeof import('../../resolvers/subgraph').buildSubgraph>>;

type Compare = (supergraph: Supergraph) => Promise<void>;

/** Reads what --against and --operations name before the subgraphs are composed; undefined without --against. */
async function openComparison({ out, report }: CommandContext, flags: ComposeFlags): Promise<Compare | undefined> {
  const { against, json = false } = flags;
  if (against === undefined) return undefined;
  const { checkAgainst, readClients, withOperationsOf } = await import('../compose/check-against');
  const clients = await readClients({ ...flags, against }, report);
  return async (supergraph) => {
    const now = flags.watch ? await withOperationsOf(clients, { ...flags, against }) : clients;
    await checkAgainst({ out, report }, now, json, supergraph);
  };
}

async function composeOnce(
  context: CommandContext,
  flags: ComposeFlags,
  subgraph: Subgraph,
  compare: Compare | undefined,
): Promise<void> {
  const { configuredSupergraph } = await import('../open-supergraph');
  let warnings = 0;
  const warn = (message: string) => {
    warnings++;
    context.report.line(message);
  };
  const supergraph = await configuredSupergraph(context, subgraph, warn);
  const { sdl } = supergraph;
  if (flags.sizes !== undefined) context.out(await sizesText(context, supergraph, flags));
  else if (flags.output === undefined && !flags.json) context.out(sdl.endsWith('\n') ? sdl : `${sdl}\n`);
  await finish(context, flags, supergraph, compare);
  if (flags.strict && warnings > 0) throw new CommandError(`There are ${warnings} warnings, and --strict is set.`);
}

/** What follows when the subgraphs compose. */
async function finish(
  { report }: CommandContext,
  { output }: ComposeFlags,
  supergraph: Supergraph,
  compare: Compare | undefined,
): Promise<void> {
  if (output !== undefined) await writeFile(output, supergraph.sdl);
  report.line(`Composed: ${[...supergraph.subgraphs.keys()].join(', ')}.`);
  await compare?.(supergraph);
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
