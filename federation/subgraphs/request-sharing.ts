import type { HttpExecutorSettings } from './http/settings';
import { variesBy } from './http/header-forwarding';

/** Which requests of clients may be answered by one execution, by the settings of the subgraphs. */
export interface RequestSharing {
  /** The client's headers that a subgraph may receive, in lower case; undefined if they are not known. */
  readonly headers: readonly string[] | undefined;
  /** The subgraphs with `share: false`. */
  readonly except: ReadonlySet<string>;
}

/** Returns what the settings of all subgraphs over HTTP say. */
export function sharingOf(subgraphs: readonly HttpExecutorSettings[]): RequestSharing {
  const headers = subgraphs.map((subgraph) => variesBy([subgraph.headers ?? []].flat()));
  const areKnown = headers.every((names) => names !== undefined);
  return {
    headers: areKnown ? headers.flat() : undefined,
    except: new Set(subgraphs.filter(({ share }) => share === false).map(({ name }) => name)),
  };
}
