import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat, statfs, utimes, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EXIT, Unavailable, UpdateError } from '../errors';
import { reasonOf, type HttpAnswer, type HttpClient } from '../http/client';
import { backOffMs, type Wait } from '../wait';
import type { ListedRelease } from './release-list';
import { getFollowing, statusError, withoutKey, type TrudItem } from './service';

export interface DownloadReport {
  line(text: string): void;
  progress(stage: string, done: number, total: number): void;
  done(stage: string, summary?: string): void;
}

export interface DownloadRequest {
  readonly client: HttpClient;
  readonly item: TrudItem;
  readonly report: DownloadReport;
  readonly wait: Wait;
  readonly signal?: AbortSignal | undefined;
}

/** Failures in a row without a new byte, and failures in all, after which a download ends. */
const MAX_IDLE = 5;
const MAX_FAILURES = 50;
/** Bytes that stay free on the disk. */
const RESERVE = 32 * 1024 ** 2;

/**
 * Downloads a release to `target` and checks its size and SHA-256; a file that is there already and correct is kept. The
 * bytes wait in `target`.part, where the next download continues. Throws Unavailable if the service cannot be used, and
 * an UpdateError for a wrong SHA-256 or a full disk. Returns whether it downloaded anything.
 */
export async function downloadRelease(
  release: ListedRelease,
  target: string,
  request: DownloadRequest,
): Promise<boolean> {
  if ((await sizeOf(target)) === release.bytes && (await sha256Of(target)) === release.sha256) return false;
  const part = `${target}.part`;
  const stage = `downloading ${release.file}`;
  for (let fresh = (await sizeOf(part)) === 0; ; fresh = true) {
    await fetchAll(release, part, stage, request);
    const sha256 = await sha256Of(part);
    if (sha256 === release.sha256) break;
    await rm(part);
    if (fresh) throw wrongHash(release, sha256);
    request.report.line(`${release.file}: the continued file is not the listed one. It is downloaded again.`);
  }
  await utimes(part, new Date(), new Date(release.modified));
  await rename(part, target);
  request.report.done(stage, `${release.bytes.toLocaleString('en-GB')} bytes, size and SHA-256 are correct`);
  return true;
}

function wrongHash({ file, sha256 }: ListedRelease, received: string): UpdateError {
  return new UpdateError(
    `${file} is refused: its SHA-256 is ${received}, and the list says ${sha256}. The file is deleted, nothing is loaded.`,
    EXIT.failed,
  );
}

async function fetchAll(release: ListedRelease, part: string, stage: string, request: DownloadRequest): Promise<void> {
  let idle = 0;
  for (let failures = 1; ; failures++) {
    if ((await sizeOf(part)) > release.bytes) await rm(part);
    const have = await sizeOf(part);
    if (have === release.bytes) return;
    await checkSpace(part, release.bytes - have);
    try {
      return await fetchRest(release, part, have, stage, request);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      idle = (await sizeOf(part)) > have ? 1 : idle + 1;
      if (idle >= MAX_IDLE || failures >= MAX_FAILURES) throw error;
      request.report.line(`${error.message} It is tried again.`);
      await request.wait(backOffMs(idle, error.retryAfterMs), request.signal);
    }
  }
}

/** Requests the bytes from `have` on. Throws Unavailable if not all of them arrive. */
async function fetchRest(
  release: ListedRelease,
  part: string,
  have: number,
  stage: string,
  { client, item, report, signal }: DownloadRequest,
): Promise<void> {
  const range: Record<string, string> = have > 0 ? { range: `bytes=${have}-` } : {};
  const answer = await getFollowing(client, release.url, item, { 'accept-encoding': 'identity', ...range }, signal);
  const start = await startOf(answer, release, part, have, item);
  const file = await openPart(part, start);
  let bytes = start;
  try {
    for await (const chunk of answer.body) {
      bytes += chunk.length;
      if (bytes > release.bytes) throw wrongSize(release, `more than ${release.bytes}`);
      await file.appendFile(chunk);
      report.progress(stage, bytes, release.bytes);
    }
    await file.sync();
  } catch (error) {
    answer.discard();
    throw readFailure(error, release, part, bytes, item, signal);
  } finally {
    await file.close();
  }
  if (bytes < release.bytes) throw cut(release, bytes, 'the answer ended');
}

/** Returns the position of the first byte of the answer. Throws if it is not an answer to the request. */
async function startOf(answer: HttpAnswer, release: ListedRelease, part: string, have: number, item: TrudItem) {
  const { status } = answer;
  if (status !== 200 && status !== 206 && status !== 416) throw statusError(answer, item, `file ${release.file}`);
  const refuse = (error: UpdateError) => {
    answer.discard();
    throw error;
  };
  if (/html/i.test(answer.header('content-type') ?? ''))
    return refuse(new Unavailable(`The service answered with an HTML page instead of ${release.file}.`));
  if ((answer.header('content-encoding') ?? 'identity') !== 'identity')
    return refuse(new Unavailable(`The service compressed ${release.file}, although this was not asked.`));
  if (status === 200) {
    const length = answer.header('content-length');
    if (length !== undefined && Number(length) !== release.bytes) return refuse(wrongSize(release, length));
    return 0;
  }
  const [, from, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.header('content-range') ?? '') ?? [];
  if (status === 206 && Number(from) === have && (total === '*' || Number(total) === release.bytes)) return have;
  await rm(part, { force: true });
  return refuse(new Unavailable(`The service cannot continue ${release.file} at byte ${have}.`));
}

function wrongSize({ file, bytes }: ListedRelease, received: string): Unavailable {
  return new Unavailable(`The service sends ${received} bytes for ${file}, and the list says ${bytes}.`);
}

function cut({ file, bytes }: ListedRelease, received: number, reason: string): Unavailable {
  return new Unavailable(`The download of ${file} stopped after ${received} of ${bytes} bytes: ${reason}.`);
}

function readFailure(
  error: unknown,
  release: ListedRelease,
  part: string,
  bytes: number,
  item: TrudItem,
  signal?: AbortSignal,
): unknown {
  if (error instanceof UpdateError || signal?.aborted) return error;
  return fileFailure(error, part) ?? cut(release, bytes, withoutKey(reasonOf(error), item));
}

async function openPart(part: string, start: number): Promise<FileHandle> {
  try {
    const file = await open(part, 'a', 0o644);
    if (start === 0 && (await file.stat()).size > 0) await file.truncate();
    return file;
  } catch (error) {
    throw fileFailure(error, part) ?? error;
  }
}

/** Returns the error for a file that cannot be written; undefined for any other error. */
export function fileFailure(error: unknown, path: string): UpdateError | undefined {
  const { code = '' } = error as NodeJS.ErrnoException;
  const folder = dirname(path);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new UpdateError(
      `The disk of ${folder} is full. Free some space, or set RELEASE_DIR to a folder on another disk; the next pull continues.`,
      EXIT.failed,
    );
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'EIO', 'EFBIG', 'ENOENT'].includes(code)) return undefined;
  return new UpdateError(
    `${path} cannot be written (${code}). Set RELEASE_DIR to a folder that this user may write to.`,
    EXIT.failed,
  );
}

async function checkSpace(part: string, bytes: number): Promise<void> {
  const { bavail, bsize, blocks } = await statfs(dirname(part));
  if (blocks !== 0 && bavail * bsize < bytes + RESERVE)
    throw fileFailure(Object.assign(new Error('no space'), { code: 'ENOSPC' }), part)!;
}

/** Returns the bytes of a file; 0 if there is none. */
async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
