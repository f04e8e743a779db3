import { toReleaseInput, type ReleaseModel } from '../database/release-model';
import type { LiveResponse } from './going-back';
import type { TestGateway } from './gateway';

/** A release of a month of 2024, which says its number in all names. */
export const month = (n: number) => {
  const model: ReleaseModel = {
    date: `2024-0${n}-28`,
    organisations: { A: [`A ${n}`, 'TOP'], B: [`B ${n}`, 'TOP'], C: [`C ${n}`, 'TOP'], TOP: [`TOP ${n}`] },
  };
  return toReleaseInput(model);
};

/** Where the name of A can be read at the live release: GraphQL, FHIR and an export. */
export const PATHS = [
  `/graphql?${new URLSearchParams({ query: '{ organisation(code: "A") { name } }' }).toString()}`,
  '/fhir/Organization/A',
  '/export/organisations.csv',
] as const;

export interface MonthResponse extends LiveResponse {
  readonly path: string;
  readonly status: number;
  readonly text: string;
  /** The month that the client shows now; NaN if it never got one. */
  readonly release: number;
}

/** Asks for one path as a client that keeps the tag and body of its last response. */
export function clientOf(replica: TestGateway, path: string): () => Promise<MonthResponse> {
  let [tag, body] = ['', ''];
  return async () => {
    const sent = performance.now();
    const response = await fetch(`${replica.url}${path}`, {
      headers: { accept: 'application/json, */*', 'if-none-match': tag },
    });
    const { status } = response;
    const text = await response.text();
    if (status === 200 && !text.includes('"errors"')) [tag, body] = [response.headers.get('etag') ?? '', text];
    return { replica, path, sent, received: performance.now(), status, text, release: monthIn(body) };
  };
}

/** The month in the name of A. */
export const monthIn = (text: string): number => Number(/\bA (\d)\b/.exec(text)?.[1]);
