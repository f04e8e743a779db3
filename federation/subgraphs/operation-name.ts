/** Operations with longer names in the client's document get the start of it. */
const LONGEST_NAME = 100;

/**
 * Returns a function that names the operations of one plan: `Name__subgraph__0`, then `Name__subgraph__1` for the next one, by
 * the name of the client's operation. Without that, they have none.
 */
export function createOperationNames(client: string | undefined): (subgraph: string) => string | undefined {
  if (client === undefined) return () => undefined;
  let next = 0;
  return (subgraph) => `${client.slice(0, LONGEST_NAME)}__${subgraph.replace(/\W/g, '_')}__${next++}`;
}

/** The text of an operation with a name. One that has a name already keeps it. */
export function withName(query: string, kind: 'query' | 'mutation', name: string): string {
  if (query.startsWith('{')) return `${kind} ${name}${query}`;
  return query.replace(/^(query|mutation)\s*(?=[({@])/, `$1 ${name}`);
}
