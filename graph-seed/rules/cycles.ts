/** Edges as two parallel lists of node numbers, which are below the `size` given with them. */
export interface Edges {
  readonly sources: readonly number[];
  readonly targets: readonly number[];
}

/**
 * Returns the strongly connected components of two or more nodes (Tarjan's algorithm, without recursion). An edge from
 * a node to itself is not a cycle here.
 */
export function cyclesOf(edges: Edges, size: number): number[][] {
  const { starts, targets } = adjacency(edges, size);
  const order = new Int32Array(size).fill(-1);
  const lowest = new Int32Array(size);
  const next = Int32Array.from(starts.subarray(0, size));
  const onStack = new Uint8Array(size);
  const stack: number[] = [];
  const groups: number[][] = [];
  let counter = 0;

  const enter = (node: number, path: number[]) => {
    order[node] = lowest[node] = counter++;
    stack.push(node);
    onStack[node] = 1;
    path.push(node);
  };
  const leave = (node: number, path: number[]) => {
    path.pop();
    const parent = path.at(-1);
    if (parent !== undefined) lowest[parent] = Math.min(lowest[parent]!, lowest[node]!);
    if (lowest[node] !== order[node]) return;
    const group = stack.splice(stack.lastIndexOf(node));
    for (const member of group) onStack[member] = 0;
    if (group.length > 1) groups.push(group);
  };

  for (let root = 0; root < size; root++) {
    if (order[root] !== -1 || starts[root] === starts[root + 1]) continue;
    const path: number[] = [];
    enter(root, path);
    while (path.length > 0) {
      const node = path.at(-1)!;
      if (next[node] === starts[node + 1]) {
        leave(node, path);
        continue;
      }
      const target = targets[next[node]!++]!;
      if (order[target] === -1) enter(target, path);
      else if (onStack[target]) lowest[node] = Math.min(lowest[node]!, order[target]!);
    }
  }
  return groups;
}

function adjacency({ sources, targets }: Edges, size: number) {
  const starts = new Int32Array(size + 1);
  for (const source of sources) starts[source + 1]!++;
  for (let node = 0; node < size; node++) starts[node + 1]! += starts[node]!;
  const next = Int32Array.from(starts);
  const ordered = new Int32Array(sources.length);
  sources.forEach((source, index) => (ordered[next[source]!++] = targets[index]!));
  return { starts, targets: ordered };
}
