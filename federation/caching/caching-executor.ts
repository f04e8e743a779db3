import { when, type MaybePromise } from '../../maybe-promise';
import { isJsonObject } from '../json-object';
import type { SubgraphExecutor, SubgraphResult } from '../subgraphs/subgraph-executor';
import { executeEntities } from './cached-entities';
import { entityFieldsOf } from './entity-request';
import { openRequestCaches, type CachingSettings, type RequestCache } from './request-cache';

/**
 * Returns an executor that keeps the responses of a subgraph as their `Cache-Control` allows, and each entity on its own: of
 * a list with known and unknown entities only the unknown ones are requested. Responses with errors are not kept. Mutations,
 * and what is fetched within one, are always sent.
 */
export function cacheAnswers(execute: SubgraphExecutor, settings: CachingSettings): SubgraphExecutor {
  if (settings.subgraph.cache === false) return execute;
  const open = openRequestCaches(settings);
  return (request) => {
    if (request.operation.kind !== 'query' || request.mutates) return execute(request);
    const fields = entityFieldsOf(request.operation.node);
    const cache = open(request);
    return fields.length > 0 ? executeEntities(execute, cache, fields) : executeRoot(execute, cache);
  };
}

/** Returns a known response, or sends the request. */
function executeRoot(execute: SubgraphExecutor, cache: RequestCache): MaybePromise<SubgraphResult> {
  const { request } = cache;
  const variables = request.variablesText();
  return when(cache.find([cache.keys()('', variables)]), ([known]) => {
    if (known) {
      cache.recordKnown([known]);
      return { data: known.data };
    }
    return when(execute(request), (result) => {
      const { data } = result;
      cache.keep(result, (keyOf) => (isJsonObject(data) ? [{ key: keyOf('', variables), data }] : []));
      return result;
    });
  });
}
