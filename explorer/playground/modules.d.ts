declare module 'virtual:examples' {
  export interface Example {
    readonly title: string;
    /** The first comment of the query. */
    readonly sentence: string;
    readonly query: string;
    readonly variables: Readonly<Record<string, unknown>>;
  }
  /** The files of examples/, ordered by name. */
  export const EXAMPLES: readonly Example[];
}

declare module 'virtual:own-fields' {
  /** The fields of Organisation in our own subgraph. */
  export const OWN_FIELDS: readonly string[];
}

declare module '@graphiql/plugin-explorer' {
  import type { GraphiQLPlugin } from '@graphiql/react';
  export function explorerPlugin(): GraphiQLPlugin;
}
