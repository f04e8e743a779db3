import { z } from 'zod';
import { readText, reasonOf, type HttpAnswer, type HttpClient } from '../http/client';
import { EXIT, Unavailable, UpdateError } from '../errors';
import { backOffMs, type Wait } from '../wait';
import { getFollowing, listAddress, maySend, statusError, withoutKey, type TrudItem } from './service';

/** A release in the list of the service. */
export interface ListedRelease {
  /** The title on TRUD, for example 'Release 8.0.0'. */
  readonly name: string;
  /** Date of release on TRUD, such as 2024-10-31. */
  readonly date: string;
  readonly file: string;
  readonly url: URL;
  readonly bytes: number;
  /** In small hexadecimal letters. */
  readonly sha256: string;
  /** When the file was changed last, in milliseconds since 1970. */
  readonly modified: number;
}

const MAX_LIST_BYTES = 5 * 1024 ** 2;
const ATTEMPTS = 4;

/**
 * The fields that are read. The service also sends checksum…, signature… and publicKey… for each release: an older
 * checksum (MD5 or SHA-1) and a signature of that checksum, which the SHA-256 in this list replaces.
 */
const RELEASE = z.object({
  name: z.string().default(''),
  releaseDate: z.iso.date(),
  archiveFileName: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,199}\.zip$/i),
  archiveFileUrl: z.url({ protocol: /^https?$/ }),
  archiveFileSizeBytes: z
    .int()
    .min(1)
    .max(8 * 1024 ** 3),
  archiveFileSha256: z.string().regex(/^[0-9a-f]{64}$/i),
  archiveFileLastModifiedTimestamp: z.string().optional(),
});
const LIST = z.object({ releases: z.array(RELEASE).max(10_000) });

export interface ListRequest {
  readonly client: HttpClient;
  readonly item: TrudItem;
  readonly wait: Wait;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Returns the releases of an item, newest first. Tries again, at most 4 times, while the service cannot be used. Throws
 * an UpdateError.
 */
export async function readReleaseList(request: ListRequest): Promise<ListedRelease[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return parseList(await readList(request), request.item);
    } catch (error) {
      if (!(error instanceof Unavailable) || attempt === ATTEMPTS) throw error;
      await request.wait(backOffMs(attempt, error.retryAfterMs), request.signal);
    }
  }
}

async function readList({ client, item, signal }: ListRequest): Promise<string> {
  const answer = await getFollowing(client, listAddress(item), item, { accept: 'application/json' }, signal);
  if (answer.status !== 200) throw statusError(answer, item, 'releases');
  try {
    const text = await readText(answer, MAX_LIST_BYTES);
    if (text === undefined) throw new Unavailable(`The list of releases is longer than ${MAX_LIST_BYTES} bytes.`);
    return checkedText(text, answer);
  } catch (error) {
    if (error instanceof UpdateError || signal?.aborted) throw error;
    throw new Unavailable(withoutKey(`The list of releases did not arrive: ${reasonOf(error)}.`, item));
  }
}

function checkedText(text: string, answer: HttpAnswer): string {
  if (/^\s*[{[]/.test(text)) return text;
  const type = (answer.header('content-type') ?? 'no type').split(';')[0]!;
  throw new Unavailable(
    `The service answered with ${/html/i.test(type) ? 'an HTML page' : type.slice(0, 60)} instead of a list in JSON. It may be closed for maintenance, or TRUD_URL names another service.`,
  );
}

/** Reads the JSON of the list. Throws Unavailable if it is not one, and an UpdateError for an address that must not be used. */
export function parseList(text: string, item: TrudItem): ListedRelease[] {
  const list = LIST.safeParse(jsonOf(text));
  if (!list.success) {
    const { path, message } = list.error.issues[0]!;
    throw new Unavailable(
      withoutKey(`The list of releases cannot be used: ${path.join('.') || 'the whole'}: ${message}.`, item),
    );
  }
  return list.data.releases.map((release) => toListed(release, item)).toSorted(newestFirst);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unavailable('The list of releases is not complete JSON.');
  }
}

function toListed(release: z.output<typeof RELEASE>, item: TrudItem): ListedRelease {
  const { archiveFileName: file, archiveFileUrl, releaseDate: date } = release;
  const url = new URL(archiveFileUrl);
  if (!maySend(url, item))
    throw new UpdateError(
      withoutKey(`The list names ${url.protocol}//${url.host} for ${file}. The key is not sent there.`, item),
      EXIT.failed,
    );
  const modified = Date.parse(release.archiveFileLastModifiedTimestamp ?? '');
  return {
    ...{ name: release.name.replace(/\p{Cc}/gu, ' ').slice(0, 100), date, file, url },
    bytes: release.archiveFileSizeBytes,
    sha256: release.archiveFileSha256.toLowerCase(),
    modified: Number.isNaN(modified) ? Date.parse(date) : modified,
  };
}

function newestFirst(a: ListedRelease, b: ListedRelease): number {
  if (a.date !== b.date) return a.date < b.date ? 1 : -1;
  return b.modified - a.modified;
}
