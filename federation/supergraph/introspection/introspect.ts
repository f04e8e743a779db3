import { parse, type GraphQLError } from 'graphql';
import { findKnownError } from '../../../errors';
import { isJsonObject } from '../../json-object';
import type { SubgraphExecutor, SubgraphResult } from '../../subgraphs/subgraph-executor';
import type { Failure } from './connection-failure';
import { explainFailure, IntrospectionError } from './failure';

const SERVICE = '{_service{sdl}}';

/** Fetches a subgraph's SDL with the query of the federation specification. Rejects with an IntrospectionError. */
export async function introspect(subgraph: string, url: string, execute: SubgraphExecutor): Promise<string> {
  const operation = { subgraph, kind: 'query', query: SERVICE } as const;
  let result: SubgraphResult;
  try {
    result = await execute({ operation, variables: {}, variablesText: () => '{}', context: undefined });
  } catch (error) {
    throw explainFailure(error, url);
  }
  const { sdl } = (result.data?._service ?? {}) as { sdl?: unknown };
  if (typeof sdl !== 'string') throw withoutSdl(result.errors?.[0]);
  checkSyntax(sdl);
  return sdl;
}

/** The failure of a subgraph that answers with GraphQL, but not with its SDL. */
function withoutSdl(error: GraphQLError | undefined): IntrospectionError {
  const reported: unknown = findKnownError(error)?.cause;
  const { message, extensions } = isJsonObject(reported) ? reported : {};
  const code = isJsonObject(extensions) ? extensions.code : undefined;
  const cause = typeof message === 'string' ? `it reports '${message.slice(0, 200)}'` : 'no error is reported';
  return new IntrospectionError(isRefusal(code) ? REFUSED : NO_SERVICE, cause);
}

function isRefusal(code: unknown): boolean {
  return code === 'UNAUTHENTICATED' || code === 'FORBIDDEN' || code === 'UNAUTHORIZED';
}

const REFUSED: Failure = {
  message: 'It refuses the query { _service { sdl } }.',
  next: 'State what it asks for in its headers, with set or secretFrom.',
};
const NO_SERVICE: Failure = {
  message: 'It answers with GraphQL, but not the query { _service { sdl } }.',
  next: 'Make it a subgraph of a federation, for example with @apollo/subgraph, or provide its SDL as a file.',
};

/** SDL that cannot be parsed is no SDL, so that it does not hold up other subgraphs. */
function checkSyntax(sdl: string): void {
  try {
    parse(sdl, { noLocation: true });
  } catch (error) {
    throw new IntrospectionError({ message: 'Its SDL is not a GraphQL schema.', next: 'Correct its SDL.' }, error);
  }
}
