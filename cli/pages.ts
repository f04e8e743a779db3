import { spawn, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { HOME, type Config } from '../config';
import type { PageName, Pages } from '../gateway/http/pages';
import type { Report } from './report';

export interface OpenPages extends Pages {
  /** Name and path of each, as they are printed. */
  readonly addresses: readonly (readonly [name: string, path: string])[];
  /** Builds them in the background, unless they are there already. */
  build(): void;
  /** Gives a build up that has not ended. */
  close(): void;
}

type Settings = Pick<Config, 'EXPLORER' | 'PLAYGROUND'>;

const PAGES = [
  { name: 'organisations', setting: 'EXPLORER', address: ['Explorer', '/'] },
  { name: 'playground', setting: 'PLAYGROUND', address: ['Playground', '/playground'] },
] as const;

/** The pages that the settings allow. They are built by a process of its own, which gives way to the service. */
export function openPages(config: Settings, report: Report): OpenPages {
  const on = PAGES.filter(({ setting }) => config[setting]);
  const names: PageName[] = on.map(({ name }) => name);
  let building = true;
  let child: ChildProcess | undefined;
  return {
    folder: join(HOME, 'dist', 'pages'),
    names,
    addresses: on.map(({ address }) => address),
    building: () => building,
    build() {
      if (names.length === 0) return;
      child = startBuild((problem) => {
        building = false;
        if (problem) report.line(`The pages could not be built; everything else is served. ${problem}`);
      });
    },
    close: () => void child?.kill(),
  };
}

/** Starts the build; `ended` is told what went wrong, if anything. */
function startBuild(ended: (problem?: string) => void): ChildProcess {
  const child = spawn(process.execPath, [join(HOME, 'explorer', 'build.mjs')], { stdio: ['ignore', 'ignore', 'pipe'] });
  if (child.pid !== undefined) giveWay(child.pid);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.once('error', ({ message }) => ended(message));
  child.once('close', (code) => ended(code === 0 || child.killed ? undefined : said.trim()));
  return child;
}

function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or the system does not let us: the build then runs like everything else.
  }
}
