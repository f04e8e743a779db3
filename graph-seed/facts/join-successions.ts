import type { FindingFact, SuccessionFact, SuccessionSide } from './facts';

/**
 * Merges the sides of each succession into one fact. Sides belong together when predecessor, successor and id are
 * equal; a side without id joins the succession with the same date, if any. If the dates differ, the predecessor's
 * record decides, and the other date is stored as `otherDate`. A side without a date leaves it to the other one.
 */
export function joinSuccessions(sides: readonly SuccessionSide[]): {
  successions: SuccessionFact[];
  findings: FindingFact[];
} {
  const events = new Map<string, SuccessionSide[]>();
  const keyByDate = new Map<string, string>();
  for (const side of sides) {
    if (side.id === '') continue;
    const key = JSON.stringify([side.predecessor, side.successor, side.id]);
    addSide(events, key, side);
    keyByDate.set(dateKey(side), key);
  }
  for (const side of sides) if (side.id === '') addSide(events, keyByDate.get(dateKey(side)) ?? dateKey(side), side);
  const findings: FindingFact[] = [];
  const successions = [...events.values()].map((event) => toSuccession(event, findings));
  return { successions, findings };
}

function addSide(events: Map<string, SuccessionSide[]>, key: string, side: SuccessionSide): void {
  const event = events.get(key);
  if (event) event.push(side);
  else events.set(key, [side]);
}

function dateKey({ predecessor, successor, date }: SuccessionSide): string {
  return JSON.stringify([predecessor, successor, date]);
}

function toSuccession(event: readonly SuccessionSide[], findings: FindingFact[]): SuccessionFact {
  const dated = event.filter((side) => side.date !== null);
  const deciding = dated.find(({ statedBy }) => statedBy === 'predecessor') ?? dated[0] ?? event[0]!;
  const { predecessor, successor, date } = deciding;
  const otherDate = dated.find((side) => side.date !== date)?.date ?? null;
  const id = event.find((side) => side.id !== '')?.id ?? '';
  if (otherDate !== null)
    findings.push({
      rule: 'succession-dates-differ',
      code: predecessor,
      message: `The succession by ${successor} (id ${id || 'missing'}) is dated ${date} and ${otherDate}; the predecessor's record decides.`,
      related: [successor],
    });
  if (predecessor === successor)
    findings.push({
      rule: 'succession-of-itself',
      code: predecessor,
      message: `It is published as its own successor (id ${id || 'missing'}).`,
      related: [],
    });
  return { predecessor, successor, id, date, otherDate, forward: event.some(({ forward }) => forward) };
}
