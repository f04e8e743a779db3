import { join } from 'node:path';
import { HOME } from '../../config';
import type { RoundSettings } from '../support/rounds';

/** A Neo4j with a loaded release, started by the benchmark. */
export interface BenchDatabase {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly pid: number;
  /** For our server and the peers. */
  readonly env: Record<string, string>;
}

/** What a part of the benchmark gets. */
export interface BenchContext {
  /** Folder of the store, with everything that is removed at the end. */
  readonly dataDir: string;
  readonly isQuick: boolean;
  /** The database, which is started when a part needs it first. */
  database(): Promise<BenchDatabase>;
}

/** Cores of the server that is measured, and of everything else. */
export const CORES = { server: 0, others: 1 };
export const MAIN = ['--max-semi-space-size=64', join(HOME, 'dist/cli/main.js')];

/** Five rounds, or one short one. */
export function roundsOf({ isQuick }: BenchContext, connections: number, seconds: number): RoundSettings {
  if (isQuick) return { rounds: 1, seconds: 0.5, warmUpSeconds: 0.5, connections };
  return { rounds: 5, seconds, warmUpSeconds: Math.min(seconds, 1.5), connections };
}

export const roundText = ({ rounds, seconds, connections }: RoundSettings) =>
  `medians of ${rounds} rounds of ${seconds} s, ${connections} connections`;
