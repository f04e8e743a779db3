import type { ComponentChildren } from 'preact';

interface Props {
  readonly name: string;
  /** What can be done with the value. */
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One row of a summary list. */
export function SummaryRow({ name, action, children }: Props) {
  return (
    <div class="nhsuk-summary-list__row">
      <dt class="nhsuk-summary-list__key">{name}</dt>
      <dd class="nhsuk-summary-list__value">{children}</dd>
      {action === undefined ? null : <dd class="nhsuk-summary-list__actions">{action}</dd>}
    </div>
  );
}
