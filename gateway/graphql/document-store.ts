import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

type DocumentStore = NonNullable<ApolloServerOptionsWithGateway<object>['documentStore']>;

/** A token with its part of the syntax tree takes about 500 bytes, so the store takes at most about 100 MB. */
const MAX_TOKENS = 200_000;

/**
 * Creates Apollo Server's cache of validated documents, limited by tokens. Apollo Server's default serializes each
 * document to measure it, which is slow and underestimates its memory.
 */
export function createDocumentStore(): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({ maxSize: MAX_TOKENS, sizeCalculation: tokensOf });
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
