import type { Moment } from '../hierarchy';
import type { Channel, Service } from './channel';
import { enrichCommand, enrichCsv, enrichNdjson } from './enrich';
import { factsOf, type Answers, type Facts } from './facts';
import { fhir } from './fhir';
import { graphqlByArgument, graphqlByHeaderAndId, graphqlByItem } from './graphql';
import { listPage } from '../pages/list-page';
import { queryCommand, reconcile } from './others';
import { csvExport, ndjsonExport, parquetExport } from './tables';

/** Every way to ask the same. */
export const CHANNELS: Readonly<Record<string, (service: Service) => Channel>> = {
  'GraphQL, moment as an argument': graphqlByArgument,
  'GraphQL, moment in the header, then by id': graphqlByHeaderAndId,
  'GraphQL, a day for each item': graphqlByItem,
  FHIR: fhir,
  'export, CSV': csvExport,
  'export, NDJSON': ndjsonExport,
  'export, Parquet': parquetExport,
  'enrich, CSV': enrichCsv,
  'enrich, NDJSON': enrichNdjson,
  'command line, enrich': enrichCommand,
  'command line, query': queryCommand,
  reconciliation: reconcile,
};

/** Those that need a browser. */
export const PAGE_CHANNELS: typeof CHANNELS = {
  'page, list of codes': ({ page, url }) => listPage(page!, url),
};

/** What one channel said: how many facts of how many organisations, and where it differs from the release. */
export interface ChannelResult {
  readonly channel: string;
  readonly organisations: number;
  readonly facts: number;
  readonly differences: readonly string[];
}

/** Asks a channel about codes at a moment, and compares each fact that it says with the XML of the release. */
export async function compareChannel(
  channel: string,
  service: Service,
  on: Moment,
  codes: readonly string[],
): Promise<ChannelResult> {
  const { date, basis, release } = on;
  const said: Answers = await (CHANNELS[channel] ?? PAGE_CHANNELS[channel])!(service)(codes, {
    date,
    basis,
    release: release.id,
  });
  const differences: string[] = [];
  let facts = 0;
  for (const code of codes) {
    const expected = factsOf(on, code);
    const answer = said.get(code);
    if (!answer) differences.push(`${channel} says nothing of ${code} on ${date}, ${basis}, in ${release.id}`);
    for (const [fact, text] of Object.entries(answer ?? {})) {
      facts++;
      const wanted = expected[fact as keyof Facts];
      if (text !== wanted)
        differences.push(
          `${channel}: ${fact} of ${code} on ${date}, ${basis}, in ${release.id} is '${text}', not '${wanted}'`,
        );
    }
  }
  return { channel, organisations: codes.length, facts, differences };
}
