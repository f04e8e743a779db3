import type { Page } from 'playwright-core';
import type { Basis } from '../dates';
import type { Answers } from './facts';

/** The moment of a question, as it is asked. */
export interface Asked {
  readonly date: string;
  readonly basis: Basis;
  readonly release: string;
}

/** Codes that follow each other in the release, and the code before the first of them. */
export interface Run {
  readonly after: string;
  readonly codes: readonly string[];
}

/** One way to ask: says what it knows of each code at a moment. */
export type Channel = (codes: readonly string[], asked: Asked) => Promise<Answers>;

export interface Service {
  /** Of a large release, exports are read from the first code of each run to its last. Absent: exports are read whole. */
  readonly runs?: readonly Run[];
  /** The address of a running server. */
  readonly url: string;
  /** Runs a command of the command line on the same graph; returns what it prints. Throws if the command fails. */
  readonly command: (args: readonly string[]) => Promise<string>;
  /** A page of a browser. Absent: no page is asked. */
  readonly page?: Page;
}

export const queryOf = ({ date, basis, release }: Asked): string => `date=${date}&basis=${basis}&release=${release}`;

/** Calls `ask` with a part of the codes at a time, and joins what it says. */
export async function inParts(
  codes: readonly string[],
  size: number,
  ask: (part: readonly string[]) => Promise<Answers>,
): Promise<Answers> {
  const all = new Map<string, Partial<Record<string, string>>>();
  for (let at = 0; at < codes.length; at += size)
    for (const [code, facts] of await ask(codes.slice(at, at + size))) all.set(code, facts);
  return all;
}

/** Returns the body of a response. Throws unless it is the answer. */
export async function bodyOf(response: Response): Promise<string> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text.slice(0, 400)}`);
  return text;
}
