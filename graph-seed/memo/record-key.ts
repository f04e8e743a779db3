import { hash } from 'node:crypto';

/** Returns the key of a record: 128 bits of the SHA-256 of its text, in hexadecimal. */
export const keyOf = (text: string): string => hash('sha256', text, 'hex').slice(0, 32);
