import { readGraph, type GraphSources, type GraphText } from './sources';
import type { Remotes } from '../subgraphs/executor-pool';
import { watchFiles } from './file-watcher';

/** How often the sources of a graph are looked at, in milliseconds. */
export interface Intervals {
  readonly files: number;
  /** Subgraphs that are asked for their SDL. */
  readonly subgraphs: number;
}

export interface GraphWatch {
  read(): Promise<GraphText>;
  /** Whether the sources should be read again: a file has changed, or subgraphs were asked long ago. */
  isDue(): Promise<boolean>;
}

export function watchGraph(sources: GraphSources, remotes: Remotes, every: Intervals): GraphWatch {
  let files = watchFiles();
  let readAt = 0;
  let asked = false;
  return {
    async read() {
      files = watchFiles();
      readAt = performance.now();
      const text = await readGraph(sources, files, remotes);
      asked = text.asked;
      return text;
    },
    async isDue() {
      return (asked && performance.now() - readAt >= every.subgraphs) || files.changed();
    },
  };
}
