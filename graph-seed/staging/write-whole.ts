import { writeSync } from 'node:fs';

/**
 * Writes all bytes. A full disk may take only a part of them; the next write then throws ENOSPC. Throws `refused` if the disk
 * takes nothing.
 */
export function writeWhole(descriptor: number, bytes: Uint8Array, refused: () => Error): void {
  for (let written = 0; written < bytes.length;) {
    const length = writeSync(descriptor, bytes, written);
    if (length === 0) throw refused();
    written += length;
  }
}
