import { createRequire } from 'node:module';
import { NOT_BY_ID } from './policy.mjs';

const { Network } = createRequire(import.meta.url)('relay-runtime');

/**
 * Relay keeps every object with an `id` under that id alone. An opaque id includes the moment and is right; objects of these types
 * are kept below the object that holds them.
 */
export const getDataID = (value, typename) => (NOT_BY_ID.includes(typename) ? null : value.id);

/** Returns a network that sends by POST or GET, and with `persisted` the id that the compiler wrote instead of the document. */
export function network(url, { method = 'POST', persisted = false }) {
  return Network.create(async ({ id, text }, variables) => {
    const operation = persisted ? { doc_id: id, variables } : { query: text, variables };
    const accept = 'application/graphql-response+json';
    const response =
      method === 'GET'
        ? await fetch(`${url}?${query(operation)}`, { headers: { accept } })
        : await fetch(url, {
            method,
            headers: { accept, 'content-type': 'application/json' },
            body: JSON.stringify(operation),
          });
    return response.json();
  });
}

function query({ variables, ...rest }) {
  return new URLSearchParams({ ...rest, variables: JSON.stringify(variables) });
}
