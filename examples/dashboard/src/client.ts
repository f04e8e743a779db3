import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { fetchExactly } from './exact-integers';
import generated from './gql/possible-types';

declare module '@apollo/client' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the way that Apollo Client asks for
  namespace ApolloClient.DeclareDefaultOptions {
    interface WatchQuery {
      errorPolicy: 'all';
    }
    interface Query {
      errorPolicy: 'all';
    }
  }
}

/**
 * Organisations, relationships, roles and findings have an `id` that includes the moment, so Apollo keeps them apart by
 * itself. The ids of these types do not tell days or releases apart: their objects stay inside the object that holds them.
 */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes: generated.possibleTypes,
    typePolicies: {
      Measure: { keyFields: false },
      FindingRule: { keyFields: false },
      ChangeDetail: { keyFields: false },
      Organisation: { fields: { children: relayStylePagination(['view', 'kinds', 'includeInactive', 'asOf']) } },
    },
  });
}

export function createClient(uri: string): ApolloClient {
  return new ApolloClient({
    cache: createCache(),
    // GET: a response that names its release and its day is kept by the browser and by proxies.
    link: new HttpLink({ uri, useGETForQueries: true, fetch: fetchExactly }),
    // 'all': what arrived is shown, with the errors beside it.
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
  });
}

/** The address of the API, from the page. */
export function apiAddress(): string {
  return document.querySelector<HTMLMetaElement>('meta[name=api]')?.content ?? '/graphql';
}
