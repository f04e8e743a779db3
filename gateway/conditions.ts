import { Kind, type DirectiveNode } from 'graphql';
import type { Data } from './subgraph';

/** Whether @skip and @include let a selection in, given the variables; undefined for always. */
export type Included = ((variables: Readonly<Data>) => boolean) | undefined;

/** What a selection's own @skip and @include ask for. */
export function conditionOf(directives: readonly DirectiveNode[] | undefined): Included | 'never' {
  let condition: Included;
  for (const { name, arguments: given } of directives ?? []) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const wanted = name.value === 'include';
    const value = given?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind === Kind.BOOLEAN && value.value !== wanted) return 'never';
    if (value?.kind !== Kind.VARIABLE) continue;
    const variable = value.name.value;
    condition = both(condition, (variables) => (variables[variable] === true) === wanted);
  }
  return condition;
}

/** Included only where both let it in. */
export function both(one: Included, other: Included): Included {
  return one && other ? (variables) => one(variables) && other(variables) : (one ?? other);
}

/** Included where any lets it in. */
export function either(conditions: readonly Included[]): Included {
  if (conditions.includes(undefined)) return undefined;
  if (conditions.length === 1) return conditions[0];
  return (variables) => conditions.some((condition) => condition!(variables));
}
