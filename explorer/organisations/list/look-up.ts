import LIST from '../documents/list/list.graphql?raw';
import LIST_START from '../documents/list/list-start.graphql?raw';
import { request, RequestError } from '../graphql/request';
import { asOfArgument, type Moment } from '../navigation/route';
import type { ListItem } from './list-item';
import { isReadable, keyOf, type Answers, type ListOrganisation } from './rows';

/** Codes in one request: far below the limits that a server has unless it is told otherwise. */
const BATCH = 200;
const SMALLEST_BATCH = 10;
const AT_ONCE = 2;

interface Start {
  readonly defaultCodes: readonly { readonly code: string; readonly meaning: string }[];
  readonly releases: readonly { readonly id: string; readonly isLive: boolean }[];
}

type Part = { readonly organisationsAsOf: readonly (ListOrganisation | null)[] };

/** How a look-up is carried out. */
interface LookUp {
  readonly moment: Moment;
  readonly signal: AbortSignal;
  /** Called with the number of codes that have been looked up. */
  report(done: number): void;
}

/**
 * Looks up every code that can be read, each code once on each day, in several requests of one release. Throws
 * RequestError or TypeError if any of them fails.
 */
export async function lookUp(items: readonly ListItem[], { moment, signal, report }: LookUp): Promise<Answers> {
  const start = await request<Start>(LIST_START, {}, signal);
  const release = moment.release || (start.releases.find(({ isLive }) => isLive)?.id ?? '');
  const asOf = asOfArgument({ ...moment, release });
  const wanted = [...new Map(items.filter(isReadable).map((item) => [keyOf(item), item])).values()];
  const found = new Map<string, ListOrganisation | null>();
  const load = async (batch: readonly ListItem[]): Promise<void> => {
    const organisations = await loadBatch(batch, asOf, signal);
    batch.forEach((item, index) => found.set(keyOf(item), organisations[index] ?? null));
    report(found.size);
  };
  await inTurn(batchesOf(wanted), load);
  return { release, found, defaultCodes: new Map(start.defaultCodes.map(({ code, meaning }) => [code, meaning])) };
}

/** Runs the work for each value, `AT_ONCE` at a time. */
async function inTurn<Value>(values: readonly Value[], work: (value: Value) => Promise<void>): Promise<void> {
  const waiting = [...values];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function batchesOf(items: readonly ListItem[], size = BATCH): (readonly ListItem[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

/** Whether a server with lower limits than usual answers that a batch is too large for it. */
function isTooLarge(error: unknown): boolean {
  if (!(error instanceof RequestError)) return false;
  return error.code === 'COST_ESTIMATED_TOO_EXPENSIVE' || /takes 1 to \d+ codes/.test(error.message);
}

/** Loads a batch, in halves if it is too large for the server. */
async function loadBatch(
  batch: readonly ListItem[],
  asOf: Readonly<Record<string, string>> | null,
  signal: AbortSignal,
): Promise<readonly (ListOrganisation | null)[]> {
  const items = batch.map(({ code, day }) => ({ code, ...(day === null ? {} : { date: day }) }));
  try {
    return (await request<Part>(LIST, { items, asOf }, signal)).organisationsAsOf;
  } catch (error) {
    if (!isTooLarge(error) || batch.length <= SMALLEST_BATCH) throw error;
    const halves = batchesOf(batch, Math.ceil(batch.length / 2)).map((half) => loadBatch(half, asOf, signal));
    return (await Promise.all(halves)).flat();
  }
}
