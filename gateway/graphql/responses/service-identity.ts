import { hash } from 'node:crypto';
import type { Logger } from '../../../telemetry/logger';
import type { CostMode } from '../../cost/demand-control';
import type { Limits } from '../../limits';
import type { PersistedDocuments, PersistedSettings } from '../persisted/persisted-documents';
import type { OpenTrustedDocuments } from '../persisted/trusted-documents';

/** Where the documents of queries come from, and what responses depend on besides the graph. */
export interface QuerySources {
  /** Absent: documents that clients have sent before can be named by their hash. */
  readonly persisted?: Omit<PersistedSettings, 'trusted'> & { readonly trusted?: OpenTrustedDocuments | undefined };
  /** Identifies the program. Absent: all are equal. */
  readonly build?: string;
  /** Identifies the secret that signs cursors. Absent: all are equal. */
  readonly cursorMark?: string;
}

interface IdentitySettings extends QuerySources {
  readonly limits: Limits;
  readonly introspection: boolean;
  readonly costMode?: CostMode;
}

/**
 * Returns a function for what identifies this service for entity tags: it is equal in all processes whose responses are equal
 * for equal graphs. `supergraph` is its SDL, with the labels of @override that are on for all requests.
 */
export function createServiceIdentity(
  { build, cursorMark, limits, introspection, costMode }: IdentitySettings,
  supergraph: () => string,
  persisted: PersistedDocuments,
): () => string {
  const constant = JSON.stringify([build, cursorMark, limits, introspection, costMode]);
  let [known, schema, documents]: (string | undefined)[] = [];
  return () => {
    if (known === undefined || schema !== supergraph() || documents !== persisted.version) {
      [schema, documents] = [supergraph(), persisted.version];
      known = hash('sha256', [constant, schema, documents].join('\n'), 'base64url');
    }
    return known;
  };
}

const REFRESH_MS = 5_000;

/** Reads the listed documents again when they change. Returns the function that ends this. */
export function watchDocuments({ persisted }: QuerySources, log: Pick<Logger, 'info' | 'error'>): () => void {
  const timer = persisted?.trusted && setInterval(() => persisted.trusted?.refresh(log), REFRESH_MS).unref();
  return () => clearInterval(timer);
}
