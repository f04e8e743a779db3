import { realpathSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CommandError, type CommandContext } from '../command';

/** Where a command writes a file. It has its name only when it is whole. */
export interface Output {
  write(text: string): Promise<void>;
  /** Gives the file its name. Throws a CommandError if another process has written it meanwhile. */
  complete(): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** Opens stdout for undefined or '-'; otherwise a file whose name ends with `.part` until it is complete. */
export async function openOutput(path: string | undefined, input: string, context: CommandContext): Promise<Output> {
  if (path === undefined || path === '-') return toStdout(context);
  if (input !== '-' && placeOf(path) === placeOf(input))
    throw new CommandError(`--output ${path} is the file that is read. Give another name.`, 2);
  return toFile(path);
}

function placeOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function toStdout({ out, flushed }: CommandContext): Output {
  return {
    async write(text) {
      out(text);
      await flushed?.();
    },
    complete: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
}

async function toFile(path: string): Promise<Output> {
  const part = `${path}.part`;
  const file = await openNew(part);
  const { ino } = await file.stat();
  const isOurs = async () => (await stat(part).catch(() => undefined))?.ino === ino;
  return {
    write: (text) => file.writeFile(text),
    async complete() {
      await file.sync();
      await file.close();
      if (!(await isOurs())) throw new CommandError(`Another process has replaced ${part} meanwhile.`);
      await rename(part, path);
    },
    async discard() {
      await file.close();
      if (await isOurs()) await rm(part, { force: true });
    },
  };
}

/** Opens a file that is not there, after removing one that an interrupted command left. */
async function openNew(part: string) {
  try {
    await rm(part, { force: true });
    return await open(part, 'wx');
  } catch (error) {
    const folder = join(dirname(part), '.');
    throw new CommandError(`${basename(part)} cannot be written in ${folder}: ${(error as Error).message}`, 2);
  }
}
