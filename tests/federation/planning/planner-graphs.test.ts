import { compose } from '../../../federation/composition/compose';
import type { PlanJob, PlannerChild, PlannerChildEvents } from '../../../federation/planning/planner-child';
import { createPlanProcess, type PlanProcessSettings } from '../../../federation/planning/plan-process';

/** Reading a supergraph takes the planner long, so it must hold those that are in use. */

const sent: PlanJob[] = [];
jest.mock('../../../federation/planning/planner-child', () => ({
  startPlannerChild: ({ onReady, onAnswer }: PlannerChildEvents): PlannerChild => {
    setImmediate(onReady);
    return {
      send(job) {
        sent.push(job);
        setImmediate(() => onAnswer({ job: job.job }));
      },
      keepAlive: () => undefined,
      kill: () => undefined,
    };
  },
}));
beforeEach(() => void sent.splice(0));

const sdl = compose([{ name: 'one', sdl: 'type Query { a: Int }' }]);

/** Plans with supergraphs in an order; returns which were read, and which were forgotten. */
async function plan(order: readonly number[], settings: PlanProcessSettings = {}) {
  const planning = createPlanProcess(settings);
  const planners = Array.from({ length: Math.max(...order) + 1 }, () => planning.plannerOf(sdl));
  for (const graph of order) await planners[graph]!('{ a }');
  planning.close();
  return {
    read: sent.filter((job) => job.sdl !== undefined).map(({ graph }) => graph),
    forgotten: sent.flatMap(({ forget }) => forget ?? []),
  };
}

test('each schema in use is read once, and those that were used before a reload can stay', async () => {
  const [old, current] = [
    [0, 1, 2, 3, 4],
    [5, 6, 7, 8, 9],
  ] as const;
  const order = [...old, ...old, ...current, ...old, ...current];
  expect(await plan(order, { schemas: 5 })).toEqual({ read: [...old, ...current], forgotten: [] });
});

test('the supergraph that was not used for the longest time is forgotten', async () => {
  expect(await plan([0, 1, 0, 2, 0, 3, 0, 4, 0, 1])).toEqual({ read: [0, 1, 2, 3, 4, 1], forgotten: [1, 2, 3] });
});
