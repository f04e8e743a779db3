import type { LoadReport } from '../../graph-seed/load-report';

/** A message of the format Standard Webhooks. */
export interface WebhookEvent {
  /** The same for the same release file, so that a receiver can tell a repeated message. */
  readonly id: string;
  readonly body: string;
}

/**
 * Returns the message about a loaded release: what changed, as the report of the load counts it. `number` is that of the
 * release in the graph. See docs/loading.md for the fields.
 */
export function releaseLoaded(report: LoadReport, now: Date): WebhookEvent {
  const { release, sha256 } = report;
  const data = {
    ...{ release, number: report.number, file: report.file, sha256, replacedSample: report.replacedSample },
    organisations: { total: report.organisations, ...report.organisationChanges },
    closures: report.closures,
    changes: report.changes,
    relationships: report.relationships,
    successions: report.successions,
    findings: report.findings,
    warnings: report.warnings,
  };
  return {
    id: `release-${release}-${sha256.slice(0, 16)}`,
    body: JSON.stringify({ type: 'release.loaded', timestamp: now.toISOString(), data }),
  };
}
