import type { Report } from '../report';
import type { BrokenOperation, Comparison, SchemaChange } from './compare';

/** Prints what a comparison found, on stderr. */
export function reportChanges({ changes, broken, invalid }: Comparison, hasOperations: boolean, report: Report): void {
  const of = (level: SchemaChange['level']) => changes.filter((change) => change.level === level);
  list(
    `Breaking changes: ${of('breaking').length}.`,
    of('breaking').map((change) => lineOf(change, hasOperations)),
    report,
  );
  list(
    `Dangerous changes: ${of('dangerous').length}.`,
    of('dangerous').map((change) => lineOf(change, hasOperations)),
    report,
  );
  if (!hasOperations) return;
  list(`Operations that break: ${broken.length}.`, broken.map(operationLine), report);
  if (invalid.length > 0)
    list(`Operations that are not valid now: ${invalid.length}.`, invalid.map(operationLine), report);
}

function list(title: string, lines: readonly string[], report: Report): void {
  for (const line of [title, ...lines.map((each) => `- ${each}`)]) report.line(line);
}

function lineOf({ path, message, usedBy }: SchemaChange, hasOperations: boolean): string {
  const users = usedBy.length > 0 ? `used by ${usedBy.join(', ')}` : 'used by none of the operations';
  return `${path}: ${message}${hasOperations ? ` It is ${users}.` : ''}`;
}

function operationLine({ source, name, reasons }: BrokenOperation): string {
  return `${name === source ? source : `${name} (${source})`}: ${reasons.join(' ')}`;
}
