import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { KnownError } from '../../errors';

/** A body that was received as a whole, and can be read several times. */
export interface Upload {
  read(): AsyncIterable<Uint8Array>;
  /** Frees memory and disk. */
  discard(): Promise<void>;
}

/** The least speed of a client that sends a body. */
export interface SendingSpeed {
  readonly bytesPerSecond: number;
  /** Milliseconds over which the speed is measured. */
  readonly windowMs: number;
}

/** Larger bodies wait in a temporary file. */
const MAX_IN_MEMORY = 1 << 20;
const READ_AT_ONCE = 1 << 16;

/**
 * Receives a body. It is kept until it is discarded, so that the response begins only when the client has sent everything:
 * most clients read nothing before. Throws PAYLOAD_TOO_LARGE above `maxBytes`, REQUEST_TIMEOUT for a client that is too slow.
 */
export async function receiveUpload(body: Readable, maxBytes: number, speed: SendingSpeed): Promise<Upload> {
  const parts: Uint8Array[] = [];
  let [size, file]: [number, FileHandle | undefined] = [0, undefined];
  const watch = watchSpeed(body, () => size, speed);
  try {
    for await (const part of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      parts.push(part);
      if (size <= MAX_IN_MEMORY) continue;
      file ??= await openTemporary();
      await file.writev(parts.splice(0));
    }
  } catch (error) {
    await file?.close();
    throw watch.error ?? (error instanceof KnownError ? error : disconnected());
  } finally {
    watch.end();
  }
  return file ? inFile(file) : inMemory(parts);
}

/** A body that arrived in small parts is read in large ones. */
function inMemory(parts: readonly Uint8Array[]): Upload {
  const bytes = Buffer.concat(parts);
  return {
    async *read() {
      for (let at = 0; at < bytes.length; at += READ_AT_ONCE) yield bytes.subarray(at, at + READ_AT_ONCE);
    },
    discard: () => Promise.resolve(),
  };
}

function inFile(file: FileHandle): Upload {
  return {
    async *read() {
      for (let position = 0; ;) {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(READ_AT_ONCE), 0, READ_AT_ONCE, position);
        if (bytesRead === 0) return;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    },
    discard: () => file.close(),
  };
}

/** Opens a file without a name, so that nothing is left when the process is killed. */
async function openTemporary(): Promise<FileHandle> {
  const path = join(tmpdir(), `ods-graph-enrich-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await rm(path);
  return file;
}

/** Destroys the body of a client that sends more slowly than the least speed. */
function watchSpeed(body: Readable, sizeNow: () => number, { bytesPerSecond, windowMs }: SendingSpeed) {
  let before = 0;
  const watch = { error: undefined as KnownError | undefined, end: () => clearInterval(timer) };
  const timer = setInterval(() => {
    const size = sizeNow();
    if (size - before < (bytesPerSecond * windowMs) / 1_000) {
      watch.error = new KnownError('REQUEST_TIMEOUT', 'The body did not arrive in time.');
      body.destroy();
    }
    before = size;
  }, windowMs);
  return watch;
}

function tooLarge(limit: number): KnownError {
  return new KnownError('PAYLOAD_TOO_LARGE', `The body is larger than the limit of ${limit} bytes.`, {
    next: 'Send the file in several parts, or use the command ods-graph enrich.',
  });
}

/** Nobody receives it. */
function disconnected(): KnownError {
  return new KnownError('REQUEST_TIMEOUT', 'The client has disconnected.');
}
