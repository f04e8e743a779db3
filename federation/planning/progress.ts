import { createHash } from 'node:crypto';
import { isInterfaceType, isObjectType, print, type DocumentNode } from 'graphql';
import type { JsonObject } from '../json-object';
import { joinsOf } from '../supergraph/links';
import type { Supergraph } from '../supergraph/supergraph';

/** Which fields with a labelled @override move for one request. */
export interface Progress {
  /** The named labels that are on. */
  readonly labels: readonly string[];
  /** A field with `percent(N)` moves if this is below N. */
  readonly percentage: number;
}

/** Who turns on named labels. */
export interface OverrideRules {
  /** On for all requests. */
  readonly labels?: readonly string[] | undefined;
  /** The header in which a request may name further labels, in lower case. Absent: none can. */
  readonly header?: string | undefined;
}

/** The parts of a request that decide. */
export interface ProgressRequest {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<JsonObject> | undefined;
  readonly headers?: { get(name: string): string | null | undefined } | undefined;
}

/** Nothing moves: also the progress of a supergraph without labels. */
export const NO_PROGRESS: Progress = { labels: [], percentage: 100 };

/** The labels of a supergraph. */
export interface OverrideLabels {
  readonly names: ReadonlySet<string>;
  /** The N of every `percent(N)`, ascending. */
  readonly percentages: readonly number[];
}

const PERCENT = /^percent\((\d+(?:\.\d+)?)\)$/;

export function overrideLabelsOf({ schema }: Pick<Supergraph, 'schema'>): OverrideLabels {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = types.flatMap((type) => Object.values(type.getFields()));
  const labels = new Set(fields.flatMap((field) => joinsOf(field, 'join__field')).map((join) => join.overrideLabel));
  const texts = [...labels].filter((label) => typeof label === 'string');
  const percentages = texts.flatMap((label) => PERCENT.exec(label)?.[1] ?? []).map(Number);
  return {
    names: new Set(texts.filter((label) => !PERCENT.test(label))),
    percentages: [...new Set(percentages)].sort((one, other) => one - other),
  };
}

/**
 * Returns the function that decides for each request which fields move. Equal requests (operation and variables) always get
 * the same answer. Requests with the same answer share their plans.
 */
export function progressOf(supergraph: Supergraph, { labels = [], header }: OverrideRules = {}) {
  const { names, percentages } = overrideLabelsOf(supergraph);
  if (names.size === 0 && percentages.length === 0) return () => NO_PROGRESS;
  return (request: ProgressRequest): Progress => {
    const asked = header === undefined ? [] : (request.headers?.get(header) ?? '').split(',');
    const on = new Set([...labels, ...asked.map((label) => label.trim())]);
    const share = percentages.length === 0 ? NO_PROGRESS.percentage : shareOf(request);
    return {
      labels: [...names].filter((name) => on.has(name)),
      percentage: percentages.findLast((each) => each <= share) ?? 0,
    };
  };
}

/** A number from 0 to less than 100 that is the same for equal requests, and evenly spread over others. */
function shareOf({ document, operationName, variables = {} }: ProgressRequest): number {
  const text = document.loc?.source.body ?? print(document);
  const hash = createHash('sha256').update(JSON.stringify([text, operationName ?? '', variables], longIntegers));
  return (hash.digest().readUInt32BE() / 2 ** 32) * 100;
}

const longIntegers = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

/** A text that is the same for the same progress. */
export function progressKey({ labels, percentage }: Progress): string {
  return `${percentage} ${labels.join(' ')}`;
}
