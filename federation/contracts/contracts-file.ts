import { parse } from 'yaml';
import { z } from 'zod';
import type { Contract, Contracts } from './contract-sdl';

/** A contract of the file: a variant of the client schema, and the hosts that serve it. */
export interface ServedContract extends Contract {
  readonly hosts: readonly string[];
}

export interface ServedContracts extends Contracts {
  readonly list: readonly ServedContract[];
}

/** The CONTRACTS file is invalid. The message lists every problem. */
export class ContractsFileError extends Error {}

const tag = z.string().regex(/^[\w/-]{1,128}$/, 'expected a tag: letters, digits, -, _ and /');
const coordinate = z.string().regex(/^\w+(\.\w+(\(\w+:\))?)?$/, 'expected Type, Type.field or Type.field(argument:)');
const host = z
  .string()
  .regex(/^[a-z0-9.-]+(:\d{1,5})?$/, 'expected a host such as partners.example.org, in lower case');

const FILE = z.strictObject({
  contracts: z
    .array(
      z
        .strictObject({
          name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'expected a lower-case letter, then letters, digits and -'),
          include: z.array(tag).default([]),
          exclude: z.array(tag).default([]),
          hosts: z.array(host).default([]),
        })
        .refine(({ include, exclude }) => include.length + exclude.length > 0, 'expected include or exclude'),
    )
    .min(1)
    .refine((list) => areDistinct(list.map(({ name }) => name)), 'expected each name once')
    .refine((list) => areDistinct(list.flatMap(({ hosts }) => hosts)), 'expected each host once'),
  tags: z.record(tag, z.array(coordinate)).default({}),
});

function areDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}

/** Parses the YAML text of a CONTRACTS file. Throws a ContractsFileError. */
export function readContractsFile(text: string): ServedContracts {
  const result = FILE.safeParse(yaml(text));
  if (!result.success) throw fileError(result.error.issues.map(toText));
  const { contracts: list, tags } = result.data;
  return { list, tags };
}

function toText({ path, message }: z.core.$ZodIssue): string {
  return `${path.length === 0 ? 'the file' : path.join('.')}: ${message}`;
}

function yaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw fileError([(error as Error).message.split('\n')[0]!]);
  }
}

function fileError(problems: readonly string[]): ContractsFileError {
  return new ContractsFileError(`The contracts file is not valid:\n  ${problems.join('\n  ')}`);
}
