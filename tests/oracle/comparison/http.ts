import type { Execute, QueryResult } from '../../support/gateway/execute-query';

/** Returns a function that executes queries on a running server. A server that is busy is asked again. */
export function askServer(url: string): Execute {
  return async (query, { variables } = {}) => {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as {
        data?: Record<string, unknown>;
        errors?: { message: string; path?: (string | number)[]; extensions: { code: string } }[];
      };
      const busy = errors?.some(({ extensions }) => /^DATABASE_|TIMEOUT|BUSY/.test(extensions?.code));
      if (busy && attempt < 5) continue;
      const all = errors?.map(({ message, path, extensions }) => ({ message, path, code: extensions?.code }));
      return { data, ...(all && { errors: all }), reads: [], ods: {} } as unknown as QueryResult;
    }
  };
}
