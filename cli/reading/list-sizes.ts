import { getNamedType, isCompositeType, isListType, isNonNullType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLOutputType, GraphQLSchema } from 'graphql';
import type { Supergraph } from '../../federation/supergraph/supergraph';
import { listSizesOf } from '../../federation/supergraph/list-sizes';
import { readCostDirectives, type FieldCost } from '../../gateway/cost/cost-directives';
import type { Limits } from '../../gateway/limits';

/** A list of another subgraph: what is assumed of its size, and what a gateway has measured. */
export interface ListSizeRow {
  readonly field: string;
  readonly subgraph: string;
  /** The size that the cost is estimated with; null if an argument or a field above states it. */
  readonly assumed: number | null;
  /** Where the size comes from. */
  readonly from: '@listSize' | 'SUBGRAPHS' | 'default';
  /** Lists, items of a list on average, and items of the longest list; null if none was measured. */
  readonly lists: number | null;
  readonly mean: number | null;
  readonly longest: number | null;
}

/** Returns every list of objects of other subgraphs. `metrics` is the text of a running gateway's metrics. */
export function listSizeRows(
  { sdl, apiSchema }: Pick<Supergraph, 'sdl' | 'apiSchema'>,
  limits: Pick<Limits, 'page' | 'codes'>,
  metrics = '',
): ListSizeRow[] {
  const listSizes = listSizesOf(apiSchema);
  const { fields } = readCostDirectives(sdl, limits, listSizes);
  const measured = readMetrics(metrics);
  return [...fields]
    .filter(([name, { others }]) => others && isListOfObjects(name, apiSchema))
    .map(([field, costs]) => {
      const subgraph = costs.others!;
      const lists = measured('ods_subgraph_lists_total', subgraph, field);
      const items = measured('ods_subgraph_list_items_total', subgraph, field);
      const longest = measured('ods_subgraph_list_items_max', subgraph, field);
      const mean = lists && items !== null ? Math.round((items / lists) * 10) / 10 : null;
      return { field, subgraph, ...sizeOf(costs, listSizes), lists, mean, longest };
    })
    .sort((one, other) => one.subgraph.localeCompare(other.subgraph) || one.field.localeCompare(other.field));
}

function sizeOf({ size, assumed, others = '' }: FieldCost, listSizes: object): Pick<ListSizeRow, 'assumed' | 'from'> {
  if (size && !size.fields) return { assumed: size.assumed ?? null, from: '@listSize' };
  const isStated = others.split(',').some((subgraph) => Object.hasOwn(listSizes, subgraph));
  return { assumed, from: isStated ? 'SUBGRAPHS' : 'default' };
}

function isListOfObjects(name: string, schema: GraphQLSchema): boolean {
  const [typeName = '', fieldName = ''] = name.split('.');
  const type = schema.getType(typeName);
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
  return field !== undefined && isList(field.type) && isCompositeType(getNamedType(field.type));
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

/** Reads values of metrics with the labels `subgraph` and `field`. */
function readMetrics(text: string) {
  const line = /^(ods_subgraph_list\w+)\{subgraph="([^"]*)",field="([^"]*)"\} (\S+)$/gm;
  const values = new Map(
    [...text.matchAll(line)].map(([, name, subgraph, field, value]) => [`${name} ${subgraph} ${field}`, Number(value)]),
  );
  return (name: string, subgraph: string, field: string) => values.get(`${name} ${subgraph} ${field}`) ?? null;
}

/** Writes the rows as a table. A list that was longer than assumed says so. */
export function listSizeTable(rows: readonly ListSizeRow[]): string {
  const shown = (value: number | null) => (value === null ? '-' : String(value));
  const cells = rows.map((row) => [
    row.subgraph,
    row.field,
    shown(row.assumed),
    row.from,
    shown(row.lists),
    shown(row.mean),
    shown(row.longest),
    row.assumed !== null && row.longest !== null && row.longest > row.assumed ? 'longer than assumed' : '',
  ]);
  const table = [['subgraph', 'list', 'assumed', 'from', 'measured', 'mean', 'longest', ''], ...cells];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
