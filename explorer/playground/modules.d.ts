declare module 'virtual:examples' {
  export interface Example {
    readonly title: string;
    /** The first comment of the query. */
    readonly sentence: string;
    readonly query: string;
    /** Whether the variables name codes, words or releases that only the bundled sample has. */
    readonly needsSample: boolean;
    readonly variables: Readonly<Record<string, unknown>>;
  }
  /** The files of examples/, ordered by name. */
  export const EXAMPLES: readonly Example[];
}

declare module '@graphiql/plugin-explorer' {
  import type { GraphiQLPlugin } from '@graphiql/react';
  export function explorerPlugin(): GraphiQLPlugin;
}
