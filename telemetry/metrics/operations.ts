import { BoundedNames } from '../bounded-names';
import { REQUEST_SECONDS, type MetricRegistry } from './registry';
import type { OperationOutcome } from './requests';

/** What identifies an operation. */
export interface OperationIdentity {
  /** Its name in the document; '' without one. */
  readonly name: string;
  readonly type: string;
  /** The first 16 digits of the SHA-256 of the document. */
  readonly hash: string;
  /** Whether the operator has listed the document; undefined if nothing is listed. */
  readonly isListed?: boolean | undefined;
}

/** What a client says of itself. */
export interface ClientIdentity {
  readonly name: string;
  readonly version: string;
}

/** An operation that has ended. */
export interface OperationRecord {
  /** Undefined if it was not known, because the document is invalid or the client has the response already. */
  readonly operation: OperationIdentity | undefined;
  readonly client: ClientIdentity | undefined;
  readonly outcome: OperationOutcome;
  readonly seconds: number;
}

/** How many operations and clients have labels of their own. */
export interface LabelLimits {
  readonly operations: number;
  readonly clients: number;
}

export interface OperationMetrics {
  /** Records an operation by its name and by its client. */
  recordNamedOperation(record: OperationRecord): void;
}

/** The label of everything that has no label of its own. */
const OTHER = 'other';

export function operationMetrics(
  registry: MetricRegistry,
  { operations: maxOperations, clients: maxClients }: LabelLimits,
): OperationMetrics {
  const { operations, seconds, clients, unlisted } = register(registry);
  const names = new BoundedNames(maxOperations);
  const clientNames = new BoundedNames(maxClients);
  const operationLabels = (operation: OperationIdentity | undefined) => {
    if (!operation) return { operation: OTHER, hash: '' };
    const { name, hash, isListed } = operation;
    return names.has(`${name} ${hash}`, isListed)
      ? { operation: name || 'anonymous', hash }
      : { operation: OTHER, hash: '' };
  };
  const clientLabels = (client: ClientIdentity | undefined) =>
    client && clientNames.has(`${client.name} ${client.version}`)
      ? { client: client.name, version: client.version }
      : { client: OTHER, version: '' };
  return {
    recordNamedOperation({ operation, client, outcome, seconds: duration }) {
      const ofClient = maxClients > 0 ? clientLabels(client) : undefined;
      const ofOperation = maxOperations > 0 ? operationLabels(operation) : undefined;
      if (operation?.isListed === false) unlisted.inc({ ...NO_LABELS, ...ofOperation, ...ofClient });
      if (ofClient) clients.inc({ ...ofClient, outcome });
      if (!ofOperation) return;
      operations.inc({ ...ofOperation, outcome });
      seconds.observe(ofOperation, duration);
    },
  };
}

const NO_LABELS = { operation: OTHER, hash: '', client: OTHER, version: '' };

function register(registry: MetricRegistry) {
  return {
    operations: registry.counter({
      name: 'ods_named_operations_total',
      help: 'GraphQL operations by name, hash of the document and outcome; other for those without a label of their own.',
      labelNames: ['operation', 'hash', 'outcome'],
    }),
    seconds: registry.histogram({
      name: 'ods_named_operation_duration_seconds',
      help: 'Time of GraphQL operations by name and hash of the document.',
      labelNames: ['operation', 'hash'],
      buckets: REQUEST_SECONDS,
    }),
    clients: registry.counter({
      name: 'ods_client_operations_total',
      help: 'GraphQL operations by the name and version that the client sends, and by outcome.',
      labelNames: ['client', 'version', 'outcome'],
    }),
    unlisted: registry.counter({
      name: 'ods_unlisted_operations_total',
      help: 'Operations that were executed although the operator has not listed their documents.',
      labelNames: ['operation', 'hash', 'client', 'version'],
    }),
  };
}
