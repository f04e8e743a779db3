import { badInput } from '../../errors';
import { isDate, type DateBasis } from '../../ods/periods';
import type { AsOf } from '../../schema/as-of';
import type { Moment } from '../moment';

/** The types of the objects that have a global id. */
export const NODE_TYPES = ['Organisation', 'Relationship', 'RoleHolding', 'Finding'] as const;
export type NodeType = (typeof NODE_TYPES)[number];

/** What a global id says: the type, the parts of its key, and the moment at which the object was read. */
export interface GlobalId {
  readonly type: NodeType;
  readonly key: readonly string[];
  readonly asOf: AsOf;
}

/** Returns the id of an object at a moment, for example 'Organisation:J82028@2024-10-31,2021-03-31,LEGAL'. */
export function globalId(type: NodeType, key: readonly string[], { release, date, basis }: Moment): string {
  return `${type}:${key.map(encodeURIComponent).join()}@${release.id},${date},${basis}`;
}

/** Returns what an id says. Throws BAD_USER_INPUT for a text that is not an id of this service. */
export function readGlobalId(id: string): GlobalId {
  const [, typeName, parts, release, date, basis] = (id.length > MAX_LENGTH ? null : PATTERN.exec(id)) ?? [];
  const type = NODE_TYPES.find((name) => name === typeName);
  const key = parts?.split(',').map(decoded);
  if (!type || !KEY_LENGTHS[type].includes(key!.length) || key!.includes(null) || !isDate(date!)) throw notAnId(id);
  return { type, key: key as string[], asOf: { release: release!, date: date!, basis: basis as DateBasis } };
}

const MAX_LENGTH = 2_048;
const PATTERN = /^(\w+):([^@]*)@(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d),(OPERATIONAL|LEGAL)$/;
const KEY_LENGTHS: Readonly<Record<NodeType, readonly number[]>> = {
  Organisation: [1, 3],
  Relationship: [5],
  RoleHolding: [4],
  Finding: [3],
};

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function notAnId(id: string) {
  return badInput(
    `'${id.slice(0, 64)}' is not an id of this service. Give the \`id\` of an earlier response unchanged.`,
  );
}
