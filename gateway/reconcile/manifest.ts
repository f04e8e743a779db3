import { SYSTEMS } from '../fhir/systems';
import { TYPES } from './types';

export interface ManifestSettings {
  /** For example 'https://example.org'; '' makes links relative. */
  readonly origin: string;
  /** Queries in one batch. */
  readonly batchSize: number;
  /** Whether the explorer is served, whose pages show organisations. */
  readonly hasExplorer: boolean;
}

export const PREVIEW = { width: 400, height: 220 } as const;

/** Returns the manifest of the service, version 0.2 of the Reconciliation API. */
export function manifestOf({ origin, batchSize, hasExplorer }: ManifestSettings): object {
  const base = `${origin}/reconcile`;
  const view = hasExplorer ? `${origin}/organisation/{{id}}` : `${origin}/fhir/Organization/{{id}}`;
  const suggest = (what: string) => ({ service_url: base, service_path: `/suggest/${what}` });
  return {
    versions: ['0.2'],
    name: 'NHS organisations (ODS)',
    identifierSpace: SYSTEMS.code,
    schemaSpace: 'https://schema.org/Organization',
    defaultTypes: TYPES,
    batchSize,
    view: { url: view },
    preview: { url: `${base}/preview?id={{id}}`, ...PREVIEW },
    suggest: { entity: suggest('entity'), property: suggest('property'), type: suggest('type') },
    extend: { propose_properties: { service_url: base, service_path: '/properties' }, property_settings: [] },
  };
}
