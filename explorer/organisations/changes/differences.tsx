import type { Difference } from './answers';
import { sidesOf, whatText } from './difference-words';

interface Shown {
  readonly detail: readonly Difference[];
  readonly names: ReadonlyMap<string, string>;
}

/** Each difference: what it is about, what it was before and what it is after. */
export function Differences({ detail, names }: Shown) {
  return (
    <ul class="plain differences">
      {detail.map((difference, at) => (
        <li key={`${difference.what} ${difference.id ?? at}`}>
          <strong>{whatText(difference.what)}</strong>
          {sidesOf(difference, names).map((side) => (
            <span class="line" key={side}>
              {side}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
