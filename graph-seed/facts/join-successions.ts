import type { FindingFact, SuccessionFact, SuccessionSide } from './facts';

/**
 * One succession from the union of both sides: by predecessor, successor and id; a side without id joins one of the same
 * date, else stands by its date. Where the sides differ in date, the predecessor's own record decides and the other
 * date is kept beside it.
 */
export function joinSuccessions(sides: readonly SuccessionSide[]): {
  successions: SuccessionFact[];
  findings: FindingFact[];
} {
  const events = new Map<string, SuccessionSide[]>();
  const dated = new Map<string, string>();
  for (const side of sides) {
    if (side.id === '') continue;
    const key = JSON.stringify([side.predecessor, side.successor, side.id]);
    join(events, key, side);
    dated.set(dateKey(side), key);
  }
  for (const side of sides) if (side.id === '') join(events, dated.get(dateKey(side)) ?? dateKey(side), side);
  const findings: FindingFact[] = [];
  const successions = [...events.values()].map((event) => toSuccession(event, findings));
  return { successions, findings };
}

function join(events: Map<string, SuccessionSide[]>, key: string, side: SuccessionSide): void {
  const event = events.get(key);
  if (event) event.push(side);
  else events.set(key, [side]);
}

function dateKey({ predecessor, successor, date }: SuccessionSide): string {
  return JSON.stringify([predecessor, successor, date]);
}

function toSuccession(event: readonly SuccessionSide[], findings: FindingFact[]): SuccessionFact {
  const deciding = event.find(({ toldBy }) => toldBy === 'predecessor') ?? event[0]!;
  const { predecessor, successor, date } = deciding;
  const otherDate = event.find((side) => side.date !== date)?.date ?? null;
  const id = event.find((side) => side.id !== '')?.id ?? '';
  if (otherDate !== null)
    findings.push({
      rule: 'succession-dates-differ',
      code: predecessor,
      message: `The succession by ${successor} (id ${id || 'missing'}) is dated ${date ?? 'nothing'} and ${otherDate}; the predecessor's record decides.`,
      related: [successor],
    });
  if (predecessor === successor)
    findings.push({
      rule: 'succession-of-itself',
      code: predecessor,
      message: `It is said to have succeeded itself (id ${id || 'missing'}).`,
      related: [],
    });
  return { predecessor, successor, id, date, otherDate, forward: event.some(({ forward }) => forward) };
}
