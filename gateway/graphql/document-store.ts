import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ResizableCache } from '../memory/cache-budget';

type Store = NonNullable<ApolloServerOptionsWithGateway<object>['documentStore']>;

/** Apollo Server's cache of validated documents. */
export type DocumentStore = Store & ResizableCache;

/** Estimated bytes of a token with its part of the syntax tree, of the plan and of the compiled operation. */
const TOKEN_BYTES = 1_000;
const DEFAULT_BYTES = 100 * 2 ** 20;

/**
 * Creates a cache of validated documents, limited by tokens. Plans and compiled operations belong to a document and go with
 * it. Apollo Server's default serializes each document to measure it, which is slow and underestimates its memory.
 */
export function createDocumentStore(maxSize = DEFAULT_BYTES): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({ maxSize, sizeCalculation: bytesOf });
  let limit = maxSize;
  const evictToLimit = () => {
    while (documents.calculatedSize > limit) documents.pop();
  };
  return {
    get: async (key) => documents.get(key),
    async set(key, document) {
      documents.set(key, document);
      evictToLimit();
    },
    delete: async (key) => documents.delete(key),
    get bytes() {
      return documents.calculatedSize;
    },
    resize(bytes) {
      limit = bytes;
      evictToLimit();
    },
  };
}

function bytesOf({ loc }: DocumentNode): number {
  let tokens = 1;
  for (let token = loc?.startToken; token; token = token.next ?? undefined) tokens++;
  return tokens * TOKEN_BYTES;
}
