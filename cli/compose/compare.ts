import { CriticalityLevel, diff, type Change } from '@graphql-inspector/core';
import { getNamedType, Kind, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql';
import type { ASTNode, GraphQLInputType, GraphQLSchema } from 'graphql';
import type { ClientDocument } from './operations';

/** A change of the client schema that may break clients. */
export interface SchemaChange {
  readonly level: 'breaking' | 'dangerous';
  /** For example 'Organisation.doses' or 'Query.organisations.codes' for an argument. */
  readonly path: string;
  readonly message: string;
  /** The given operations that use what changes, each with its source. */
  readonly usedBy: readonly string[];
}

/** An operation that is valid now and would not be. */
export interface BrokenOperation {
  readonly source: string;
  readonly name: string;
  readonly reasons: readonly string[];
}

export interface Comparison {
  readonly changes: readonly SchemaChange[];
  readonly broken: readonly BrokenOperation[];
  /** Operations that are not valid now either. */
  readonly invalid: readonly BrokenOperation[];
}

/** Compares the schema that clients see with the next one: what breaks, and for which of their operations. */
export async function compareSchemas(
  before: GraphQLSchema,
  after: GraphQLSchema,
  documents: readonly ClientDocument[] = [],
): Promise<Comparison> {
  const uses = documents.map(({ name, source, document }) => ({
    label: name === source ? source : `${name} (${source})`,
    paths: usedPaths(document, before),
  }));
  const changes = (await diff(before, after)).flatMap((change): SchemaChange[] => {
    const level = levelOf(change);
    if (level === undefined) return [];
    const path = change.path ?? '';
    const usedBy = uses.filter(({ paths }) => isUsed(path, change, paths)).map(({ label }) => label);
    return [{ level, path, message: `${change.message.replace(/\.$/, '')}.`, usedBy }];
  });
  const errorsOf = ({ document }: ClientDocument, schema: GraphQLSchema) =>
    validate(schema, document).map(({ message }) => message);
  const validity = documents.map((each) => ({ each, now: errorsOf(each, before), next: errorsOf(each, after) }));
  const toBroken = ({ source, name }: ClientDocument, reasons: readonly string[]) => ({ source, name, reasons });
  const invalid = validity.filter(({ now }) => now.length > 0).map(({ each, now }) => toBroken(each, now));
  const broken = validity.flatMap(({ each, now, next }) => {
    if (now.length > 0) return [];
    const label = each.name === each.source ? each.source : `${each.name} (${each.source})`;
    const used = changes.filter(({ level, usedBy }) => level === 'breaking' && usedBy.includes(label));
    const reasons = next.length > 0 ? next : used.map(({ message }) => message);
    return reasons.length > 0 ? [toBroken(each, reasons)] : [];
  });
  return { changes, broken, invalid };
}

function levelOf({ criticality }: Change): SchemaChange['level'] | undefined {
  if (criticality.level === CriticalityLevel.Breaking) return 'breaking';
  return criticality.level === CriticalityLevel.Dangerous ? 'dangerous' : undefined;
}

/** Whether a document uses what changes. Of an addition, it counts that the field or input around it is used. */
function isUsed(path: string, { type }: Change, paths: ReadonlySet<string>): boolean {
  if (paths.has(path)) return true;
  return /_ADDED$/.test(String(type)) && paths.has(path.slice(0, path.lastIndexOf('.')));
}

/** The types, fields, arguments, input fields and enum values that a document names, written as paths of changes. */
function usedPaths(document: ClientDocument['document'], schema: GraphQLSchema): ReadonlySet<string> {
  const paths = new Set<string>();
  const info = new TypeInfo(schema);
  const add = (...parts: readonly (string | undefined)[]) => {
    if (parts.every((part) => part !== undefined)) paths.add(parts.join('.'));
  };
  const enter = (node: ASTNode): void => {
    if (node.kind === Kind.FIELD) {
      const parent = info.getParentType()?.name;
      add(parent);
      add(parent, info.getFieldDef()?.name);
      const type = getNamedType(info.getType());
      add(type?.name);
    } else if (node.kind === Kind.ARGUMENT) {
      if (!info.getDirective()) add(info.getParentType()?.name, info.getFieldDef()?.name, node.name.value);
      addInput(info.getInputType(), add);
    } else if (node.kind === Kind.OBJECT_FIELD) {
      const parent = getNamedType(info.getParentInputType());
      add(parent?.name, node.name.value);
      addInput(info.getInputType(), add);
    } else if (node.kind === Kind.ENUM) {
      add(getNamedType(info.getInputType())?.name, node.value);
    } else if (node.kind === Kind.NAMED_TYPE) {
      add(node.name.value);
    }
  };
  visit(document, visitWithTypeInfo(info, { enter }));
  return paths;
}

function addInput(type: GraphQLInputType | null | undefined, add: (name?: string) => void): void {
  add(getNamedType(type)?.name);
}
