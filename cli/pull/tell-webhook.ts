import type { LoadReport } from '../../graph-seed/load-report';
import { UpdateError } from '../../updates/errors';
import { createHttpClient } from '../../updates/http/client';
import { wait } from '../../updates/wait';
import { deliver } from '../../updates/webhook/deliver';
import { releaseLoaded } from '../../updates/webhook/event';
import type { CommandContext } from '../command';

/**
 * Sends the message about a loaded release to RELEASE_WEBHOOK_URL, if it is set. The sample is not told. Throws an
 * UpdateError if the message is not accepted.
 */
export async function tellWebhook(report: LoadReport, context: CommandContext): Promise<void> {
  const { RELEASE_WEBHOOK_URL: url, RELEASE_WEBHOOK_SECRET: secret } = context.config();
  if (url === undefined || secret === undefined || report.isSample) return;
  const client = createHttpClient(context.env);
  const line = (text: string) => context.report.line(text);
  try {
    await deliver(releaseLoaded(report, new Date()), { url, secret }, { client, wait, now: Date.now, line });
  } finally {
    await client.close();
  }
}

/** Sends the messages about several releases. Reports and returns the failures. */
export async function tellAll(reports: readonly LoadReport[], context: CommandContext): Promise<UpdateError[]> {
  const failures: UpdateError[] = [];
  for (const report of reports)
    await tellWebhook(report, context).catch((error: unknown) => {
      if (!(error instanceof UpdateError)) throw error;
      failures.push(error);
    });
  return failures;
}
