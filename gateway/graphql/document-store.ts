import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

type DocumentStore = NonNullable<ApolloServerOptionsWithGateway<object>['documentStore']>;

/** A token with its part of the tree takes half a kilobyte, so all documents together take about 100 MB at most. */
const TOKENS = 200_000;

/**
 * The validated documents that are kept, bounded by their tokens. Apollo Server's own store weighs a document by its
 * JSON, which it writes for that purpose: much work, and a fraction of what a document takes.
 */
export function createDocumentStore(): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({ maxSize: TOKENS, sizeCalculation: tokensOf });
  return {
    get: async (key) => documents.get(key),
    set: async (key, document) => void documents.set(key, document),
    delete: async (key) => documents.delete(key),
  };
}

function tokensOf({ loc }: DocumentNode): number {
  let count = 1;
  for (let token = loc?.startToken; token; token = token.next ?? undefined) count++;
  return count;
}
