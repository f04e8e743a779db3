import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadReport } from '../../../graph-seed/load-report';
import { UpdateError } from '../../../updates/errors';
import { createHttpClient, type HttpClient } from '../../../updates/http/client';
import type { LoadedFile } from '../../../updates/trud/plan';
import { pull, type PullOptions, type PullRequest, type PullTarget } from '../../../updates/trud/pull';
import { KEY, someBytes, startTrudStandIn, type TrudStandIn } from './trud-stand-in';

export const JANUARY = { date: '2024-01-31', bytes: someBytes(1_000) };
export const FEBRUARY = { date: '2024-02-29', bytes: someBytes(300_000) };
export const MARCH = { date: '2024-03-29', bytes: someBytes(2_000) };

/** The publication date of a file, by its name. */
export const dateOf = (path: string) => /_(\d{4})(\d\d)(\d\d)000001\.zip$/.exec(path)!.slice(1).join('-');

/** Pulls from a stand-in of TRUD into a graph that is a list. Before each test, the list and the folder are empty. */
export function usePull() {
  let client: HttpClient;
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-pull-test-'));
  const lines: string[] = [];
  const graph: LoadedFile[] = [];
  /** Dates of the loaded files, in the order of loading. */
  const loadedFiles: string[] = [];
  const pulls = { folder, lines, graph, loadedFiles, load, run, failure, service: undefined as unknown as TrudStandIn };
  beforeAll(async () => {
    pulls.service = await startTrudStandIn();
    client = createHttpClient({});
  });
  afterAll(async () => {
    await client.close();
    await pulls.service.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    const { faults, listFaults, requests, headers } = pulls.service;
    for (const list of [faults, listFaults, requests, headers, lines, graph, loadedFiles]) list.length = 0;
    Object.assign(pulls.service, { releases: [MARCH, FEBRUARY, JANUARY] });
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  });
  return pulls;

  async function load(path: string): Promise<LoadReport> {
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    graph.push({ sha256, publicationDate: dateOf(path) });
    loadedFiles.push(dateOf(path));
    return { outcome: 'LOADED', release: dateOf(path), sha256 } as LoadReport;
  }

  function run(options: PullOptions = {}, more: Partial<PullRequest> = {}) {
    return pull({
      ...{ client, folder, options, item: { url: pulls.service.url, key: KEY, item: 341 } },
      report: { line: (text) => lines.push(text), progress: () => undefined, done: (stage) => lines.push(stage) },
      wait: async () => undefined,
      open: async () => targetOf(graph, load),
      tell: async () => undefined,
      ...more,
    });
  }

  /** Returns the failure of a pull that loads nothing. The key must not be in anything that is shown. */
  async function failure(promise: Promise<unknown>): Promise<UpdateError> {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(UpdateError);
    expect(`${(error as Error).stack} ${lines.join()}`.toLowerCase()).not.toContain(KEY);
    expect(loadedFiles).toEqual([]);
    return error as UpdateError;
  }
}

/** The graph of a pull. */
export const targetOf = (graph: readonly LoadedFile[], load: PullTarget['load']): PullTarget => ({
  loaded: async () => [...graph],
  publicationDate: async (path) => dateOf(path),
  load,
  close: async () => undefined,
});
