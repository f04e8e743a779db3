import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { HOME, type Config } from '../config';
import type { PageName, PageSettings } from '../gateway/http/pages';
import type { Report } from './report';
import { environmentOfOthers } from '../database/environment';

export interface OpenPages extends PageSettings {
  /** Name and path of each page. */
  readonly addresses: readonly (readonly [name: string, path: string])[];
  /**
   * Builds the pages in the background; does nothing if they are up to date, or without their sources, as in a package. Resolves
   * to whether they can be opened now.
   */
  build(): Promise<boolean>;
  /** Stops a build that is still running. */
  close(): void;
}

type Settings = Pick<Config, 'EXPLORER' | 'PLAYGROUND' | 'PERSISTED'>;

const PAGES = [
  { name: 'organisations', setting: 'EXPLORER', address: ['Explorer', '/'] },
  { name: 'playground', setting: 'PLAYGROUND', address: ['Playground', '/playground'] },
] as const;

/** The pages that the settings enable; none if only listed documents are executed. A child process with low priority builds them. */
export function openPages(config: Settings, report: Report): OpenPages {
  const enabled = config.PERSISTED === 'only' ? [] : PAGES.filter(({ setting }) => config[setting]);
  if (config.PERSISTED === 'only') report.line('The web pages are not served: their documents are not listed.');
  const names: PageName[] = enabled.map(({ name }) => name);
  const builder = join(HOME, 'explorer', 'build.mjs');
  let building = fs.existsSync(builder);
  let child: ChildProcess | undefined;
  return {
    folder: join(HOME, 'dist', 'pages'),
    names,
    addresses: enabled.map(({ address }) => address),
    isBuilding: () => building,
    build() {
      if (names.length === 0 || !building) return Promise.resolve(true);
      const started = performance.now();
      return new Promise((resolve) => {
        child = startBuild(builder, (problem) => {
          building = false;
          const seconds = ((performance.now() - started) / 1_000).toFixed(1);
          if (problem) report.line(`The web pages could not be built; everything else works. ${problem}`);
          else if (!child?.killed) report.line(`The web pages are built, after ${seconds} s.`);
          resolve(problem === undefined);
        });
      });
    },
    close: () => void child?.kill(),
  };
}

/** Starts the build program and calls `onEnd` with an error message if it failed. */
function startBuild(builder: string, onEnd: (problem?: string) => void): ChildProcess {
  const child = spawn(process.execPath, [builder], { env: environmentOfOthers(), stdio: ['ignore', 'ignore', 'pipe'] });
  if (child.pid !== undefined) lowerPriority(child.pid);
  let errorText = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errorText += text));
  child.once('error', ({ message }) => onEnd(message));
  child.once('close', (code) => onEnd(code === 0 || child.killed ? undefined : errorText.trim()));
  return child;
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // The process has exited, or the system denies it: the build then runs with normal priority.
  }
}
