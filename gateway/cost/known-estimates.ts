import type { OperationDefinitionNode } from 'graphql';
import { stringifyExactly } from '../../federation/exact-json';
import type { JsonObject } from '../../federation/json-object';
import { estimate, type CostedOperation, type Estimate } from './estimate';

/** The estimates of an operation that read the same variables, by the values of these. */
interface SameVariables {
  readonly names: readonly string[];
  readonly byValues: Map<string, Estimate>;
}

/** The estimates of one operation. They hold for one model and one state of the graph. */
interface OfOperation extends Pick<CostedOperation, 'model' | 'organisations' | 'bounds'> {
  readonly known: Map<string, SameVariables>;
  count: number;
}

/** The most estimates of one operation, and the most characters of the values of their variables. */
const MOST = { estimates: 30, characters: 500 };

/**
 * Returns `estimate` with a memory. An estimate is used again for the same operation if all variables that it was computed
 * from have the same values: most variables, such as codes and cursors, do not change the size of a response.
 */
export function createEstimates(compute: (costed: CostedOperation) => Estimate = estimate): typeof compute {
  const operations = new WeakMap<OperationDefinitionNode, OfOperation>();
  return (costed) => {
    const { operation, model, organisations, bounds } = costed;
    let of = operations.get(operation);
    if (of?.model !== model || of.organisations !== organisations || of.bounds !== bounds)
      operations.set(operation, (of = { model, organisations, bounds, known: new Map(), count: 0 }));
    for (const { names, byValues } of of.known.values()) {
      const found = byValues.get(valuesOf(names, costed.variables));
      if (found) return found;
    }
    const names = new Set<string>();
    const made = compute({ ...costed, variables: recordingReads(costed.variables, names) });
    keep(made, [...names], costed.variables, of);
    return made;
  };
}

function keep(made: Estimate, names: readonly string[], variables: Readonly<JsonObject>, of: OfOperation): void {
  const values = valuesOf(names, variables);
  if (values.length > MOST.characters) return;
  if (of.count >= MOST.estimates) {
    of.known.clear();
    of.count = 0;
  }
  const key = names.join(' ');
  const same = of.known.get(key) ?? { names, byValues: new Map<string, Estimate>() };
  of.known.set(key, same);
  same.byValues.set(values, made);
  of.count++;
}

/** An absent variable differs from null. */
function valuesOf(names: readonly string[], variables: Readonly<JsonObject>): string {
  if (names.length === 0) return '';
  return stringifyExactly(names.map((name) => (variables[name] === undefined ? [] : [variables[name]])));
}

/** Returns the variables as an object that adds the name of each variable that is read. */
function recordingReads(variables: Readonly<JsonObject>, names: Set<string>): Readonly<JsonObject> {
  return new Proxy(variables, {
    get(target, name) {
      if (typeof name === 'string') names.add(name);
      return target[name as string];
    },
  });
}
