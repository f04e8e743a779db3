import type { Difference } from './types';
import { differenceLines, fieldText } from './difference-text';

interface Props {
  readonly detail: readonly Difference[];
  readonly names: ReadonlyMap<string, string>;
}

/** A list of differences, each with the field and its values before and after. */
export function Differences({ detail, names }: Props) {
  return (
    <ul class="plain differences">
      {detail.map((difference, at) => (
        <li key={`${difference.what} ${difference.id ?? at}`}>
          <strong>{fieldText(difference.what)}</strong>
          {differenceLines(difference, names).map((side) => (
            <span class="line" key={side}>
              {side}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
