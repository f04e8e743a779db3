import type { Variables } from './request';

/** The address of the playground with a query and its variables in the fragment, which browsers do not send to the server. */
export function playgroundUrl(document: string, variables: Variables): string {
  const given = Object.entries(variables).filter(([, value]) => value !== null && value !== undefined);
  const params = { query: document.trim(), variables: JSON.stringify(Object.fromEntries(given), null, 2) };
  return `/playground#${new URLSearchParams(params).toString()}`;
}
