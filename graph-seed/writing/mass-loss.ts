import { LoadRefused } from '../errors';
import type { Difference } from './difference';

/** Highest share of the active organisations that a release may close or omit. Monthly releases stay below 0.005. */
const MAX_CLOSURE = 0.1;

/** Lowest share of the roles, relationships or successions of the previous release that a release must have. */
const MIN_FACTS = 0.5;
/** Of fewer facts, any number may be absent. */
const FEW_FACTS = 100;

/** Throws LoadRefused if a release closes or omits too many organisations. */
export function refuseMassClosure({ closures: { before, gone } }: Difference): void {
  if (gone <= before * MAX_CLOSURE) return;
  throw new LoadRefused(
    `The release is refused: ${gone} of the ${before} organisations that were active are closed or absent in it, more than ${MAX_CLOSURE * 100} %. Use --force to load it anyway.`,
  );
}

/** Throws LoadRefused if most facts of a kind are absent: a file in which an element has another name loads without them. */
export function refuseMassLoss(difference: Difference): void {
  for (const [what, { before, now }] of Object.entries(difference.totals())) {
    if (before < FEW_FACTS || now >= before * MIN_FACTS) continue;
    throw new LoadRefused(
      `The release is refused: it has ${now} ${what}, and the previous one has ${before}. Less than ${MIN_FACTS * 100} % of them is no change of a month: look in the report of a dry run for elements that were skipped. Use --force to load it anyway.`,
    );
  }
}
