import type { ComponentChildren } from 'preact';
import { GlossaryLink } from './glossary-link';

interface Props {
  readonly name: string;
  /** The term of the glossary that explains the name. */
  readonly term?: string | undefined;
  /** What can be done with the value. */
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One row of a summary list. */
export function SummaryRow({ name, term, action, children }: Props) {
  return (
    <div class="nhsuk-summary-list__row">
      <dt class="nhsuk-summary-list__key">
        {term === undefined ? name : <GlossaryLink term={term}>{name}</GlossaryLink>}
      </dt>
      <dd class="nhsuk-summary-list__value">{children}</dd>
      {action === undefined ? null : <dd class="nhsuk-summary-list__actions">{action}</dd>}
    </div>
  );
}
