import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { isTypeDefinitionNode, isUnionType, Kind, parse } from 'graphql';
import type { DocumentNode, GraphQLNamedType, GraphQLOutputType, SelectionSetNode } from 'graphql';
import type { TypeWithFields } from '../planning/selections';
import { joinsOf, type Joined } from './links';
import type { OwnSubgraph } from './own-subgraph';
import type { Supergraph } from './supergraph';

/** A part of our own subgraph that is another one in the supergraph. */
export interface ChangedPart {
  /** For example 'Organisation.name' or 'Query.organisations(codes:)'. */
  readonly coordinate: string;
  /** For example 'Query.organisations' for its argument. */
  readonly owner: string;
  /** The subgraphs that may have caused it. */
  readonly subgraphs: readonly string[];
  /** For example 'would be hidden from clients'. */
  readonly effect: string;
}

/** A subgraph, ours or one that is protected like ours. */
export interface ComparedSubgraph extends Pick<OwnSubgraph, 'name' | 'schema'> {
  readonly document: DocumentNode;
}

/** Compares our own subgraph with the supergraph: what clients can ask for, its types, and who resolves it. */
export function changedParts(supergraph: Supergraph, own: ComparedSubgraph): ChangedPart[] {
  const names = own.document.definitions.filter(isTypeDefinitionNode).map(({ name }) => name.value);
  const types = names.flatMap((name) => own.schema.getType(name) ?? []);
  return [
    ...types.flatMap((type) => changesOfType(type, supergraph, own.name)),
    ...providedParts(supergraph, own, new Set(names)),
  ];
}

type Report = (member: string | undefined, effect: string, subgraphs?: readonly string[]) => ChangedPart;

export const HIDDEN = 'would be hidden from clients';
export const MOVED = 'would be resolved by this subgraph instead';
export const CLOSED = 'would be closed to clients that are not authorised';
const GONE = 'would be missing for clients, because this subgraph defines the type without it';

function changesOfType(own: GraphQLNamedType, supergraph: Supergraph, ownName: string): ChangedPart[] {
  const whole = supergraph.schema.getType(own.name);
  const seen = supergraph.apiSchema.getType(own.name);
  const others = definersOf(whole, supergraph).filter((name) => name !== ownName);
  const report: Report = (member, effect, subgraphs = others) => {
    const coordinate = member === undefined ? own.name : `${own.name}.${member}`;
    return { coordinate, owner: coordinate.replace(/\(.*/, ''), subgraphs, effect };
  };
  if (!whole || !seen) return [report(undefined, HIDDEN)];
  if (supergraph.access.ofType(own.name)) return [report(undefined, CLOSED)];
  if (isEnumType(own) && isEnumType(whole) && isEnumType(seen)) {
    const lost = own.getValues().filter(({ name }) => !seen.getValue(name));
    return lost.map(({ name }) => report(name, whole.getValue(name) ? HIDDEN : GONE));
  }
  if (isInputObjectType(own) && isInputObjectType(whole) && isInputObjectType(seen)) {
    const [all, visible] = [whole.getFields(), seen.getFields()];
    return Object.values(own.getFields()).flatMap(({ name, type }) =>
      visible[name] ? changedType(report, name, type, visible[name].type) : [report(name, all[name] ? HIDDEN : GONE)],
    );
  }
  if (isUnionType(own) && isUnionType(seen)) {
    const members = new Set(seen.getTypes().map(({ name }) => name));
    const lost = own.getTypes().filter(({ name }) => !members.has(name));
    return lost.map(({ name }) => report(undefined, `would lose its member ${name}`));
  }
  return hasFields(own) && hasFields(whole) && hasFields(seen)
    ? changesOfFields(own, whole, seen, { supergraph, ownName, report })
    : [];
}

interface FieldContext {
  readonly supergraph: Supergraph;
  readonly ownName: string;
  readonly report: Report;
}

function changesOfFields(
  own: TypeWithFields,
  whole: TypeWithFields,
  seen: TypeWithFields,
  { supergraph, ownName, report }: FieldContext,
): ChangedPart[] {
  const interfaces = new Set(seen.getInterfaces().map(({ name }) => name));
  const lost = own.getInterfaces().filter(({ name }) => !interfaces.has(name));
  const [all, visible] = [whole.getFields(), seen.getFields()];
  const fields = Object.values(own.getFields()).filter(({ name }) => !ROUTER_FIELDS.has(name));
  return [
    ...lost.map(({ name }) => report(undefined, `would lose its interface ${name}`)),
    ...fields.flatMap(({ name, type, args }): ChangedPart[] => {
      const field = visible[name];
      if (all[name] && !isResolvedHere(ownName, all[name], supergraph)) {
        return [report(name, MOVED, overridersOf(all[name], supergraph))];
      }
      if (!field) return [report(name, HIDDEN)];
      if (supergraph.access.ofField(own.name, name)) return [report(name, CLOSED)];
      return [...changedType(report, name, type, field.type), ...changesOfArguments(report, name, args, field.args)];
    }),
  ];
}

/** The fields of Query that the federation specification adds. */
const ROUTER_FIELDS = new Set(['_entities', '_service']);

type Arguments = readonly { readonly name: string; readonly type: object }[];

function changesOfArguments(report: Report, field: string, own: Arguments, seen: Arguments): ChangedPart[] {
  return own.flatMap(({ name, type }) => {
    const found = seen.find((each) => each.name === name);
    const member = `${field}(${name}:)`;
    return found ? changedType(report, member, type, found.type) : [report(member, HIDDEN)];
  });
}

function changedType(report: Report, member: string, own: object, seen: object): ChangedPart[] {
  if (String(own) === String(seen)) return [];
  return [report(member, `would have the type ${String(seen)} instead of ${String(own)}`)];
}

/** Whether a subgraph resolves a field for clients; not if another one overrides it, even if it is still used as a key. */
function isResolvedHere(subgraph: string, field: Joined, { subgraphNames }: Supergraph): boolean {
  const joins = joinsOf(field, 'join__field');
  const here = joins.filter(({ graph }) => subgraphNames.get(String(graph)) === subgraph);
  const isOverridden = joins.some(({ override }) => override === subgraph); // also with a label, for some requests
  if (isOverridden) return false;
  return (
    joins.length === 0 || here.some(({ external, usedOverridden }) => external !== true && usedOverridden !== true)
  );
}

/** The names of the subgraphs that define a type. */
function definersOf(type: Joined | undefined, { subgraphNames }: Supergraph): string[] {
  return joinsOf(type, 'join__type').flatMap(({ graph }) => subgraphNames.get(String(graph)) ?? []);
}

/** The names of the subgraphs that override a field. */
function overridersOf(field: Joined, { subgraphNames }: Supergraph): string[] {
  const overriding = joinsOf(field, 'join__field').filter(({ override }) => override !== undefined);
  return overriding.flatMap(({ graph }) => subgraphNames.get(String(graph)) ?? []);
}

/** The fields of ours that another subgraph resolves on some paths, with @provides. Fields of keys may be provided. */
function providedParts(supergraph: Supergraph, own: ComparedSubgraph, names: ReadonlySet<string>): ChangedPart[] {
  const types = Object.values(supergraph.schema.getTypeMap()).filter(hasFields);
  return types.flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) =>
      joinsOf(field, 'join__field').flatMap(({ graph, provides }): ChangedPart[] => {
        const subgraph = supergraph.subgraphNames.get(String(graph));
        if (typeof provides !== 'string' || subgraph === undefined || subgraph === own.name) return [];
        return fieldsOfSet(provides, field.type, supergraph)
          .filter(
            ({ typeName, fieldName }) => names.has(typeName) && isOnlyOurs(typeName, fieldName, supergraph, own.name),
          )
          .map(({ typeName, fieldName }) => {
            const coordinate = `${typeName}.${fieldName}`;
            const effect = `would be resolved by this subgraph below ${type.name}.${field.name} (@provides)`;
            return { coordinate, owner: coordinate, subgraphs: [subgraph], effect };
          });
      }),
    ),
  );
}

function isOnlyOurs(typeName: string, fieldName: string, supergraph: Supergraph, ownName: string): boolean {
  const { schema, keysOf } = supergraph;
  const type = schema.getType(typeName);
  const field = hasFields(type) ? type.getFields()[fieldName] : undefined;
  const isKey = keysOf(ownName, typeName).some((key) => key.includes(fieldName));
  return field !== undefined && !isKey && isResolvedHere(ownName, field, supergraph);
}

/** The fields of a field set such as 'name address { town }', with the types that have them. */
function fieldsOfSet(fieldSet: string, output: GraphQLOutputType, { schema }: Supergraph) {
  const found: { typeName: string; fieldName: string }[] = [];
  const collect = (type: GraphQLNamedType | undefined, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        collect(condition === undefined ? type : schema.getType(condition), selection.selectionSet);
      } else if (selection.kind === Kind.FIELD && hasFields(type)) {
        found.push({ typeName: type.name, fieldName: selection.name.value });
        const field = type.getFields()[selection.name.value];
        if (field && selection.selectionSet) collect(getNamedType(field.type), selection.selectionSet);
      }
    }
  };
  const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
  if (operation?.kind === Kind.OPERATION_DEFINITION) collect(getNamedType(output), operation.selectionSet);
  return found;
}

function hasFields(type: GraphQLNamedType | undefined | null): type is TypeWithFields {
  return isObjectType(type) || isInterfaceType(type);
}
