import type { Graph, Step } from '../../../graph/graph';
import { CONSTRAINTS, INDEXES } from '../../../graph-seed/catalog/statements';

export class Killed extends Error {}

/** Statements that create nothing new when repeated: a kill at one of them equals a kill after the previous step. */
const SCHEMA = new Set([...Object.keys(CONSTRAINTS), ...Object.keys(INDEXES)]);

/**
 * Returns a graph that fails for good after its nth writing step. The loader gets no response to this step, and later
 * statements do not reach the server. 0 fails before the first step. `steps` are the names of the steps so far.
 */
export function killedAfter(graph: Graph, last: number): { graph: Graph; steps: string[] } {
  const steps: string[] = [];
  const guarded = async <T>(name: string | null, act: () => Promise<T>): Promise<T> => {
    if (steps.length >= last) throw new Killed();
    const result = await act();
    if (name !== null) steps.push(name);
    if (steps.length >= last) throw new Killed();
    return result;
  };
  const isBeat = (all: readonly Step[]) => all.some(({ statement }) => statement.name === 'keep-lock');
  return {
    steps,
    graph: {
      ...graph,
      read: (...all) => guarded(null, () => graph.read(...all)),
      run: (statement, ...all) =>
        guarded(SCHEMA.has(statement.name) ? null : statement.name, () => graph.run(statement, ...all)),
      write: (all, options) =>
        guarded(isBeat(all) ? null : all.at(-1)!.statement.name, () => graph.write(all, options)),
    } as Graph,
  };
}

/** Releases the lock of a killed loader, as the takeover of a dead process would. */
export async function forgetLock(graph: Graph): Promise<void> {
  await graph.run({ name: 'forget', text: 'MATCH (l:Lock) REMOVE l.owner, l.heartbeat, l.askedBy' });
}
