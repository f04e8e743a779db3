import type { ComponentChildren } from 'preact';

/** One row of a summary list. */
export function SummaryRow({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="nhsuk-summary-list__row">
      <dt class="nhsuk-summary-list__key">{name}</dt>
      <dd class="nhsuk-summary-list__value">{children}</dd>
    </div>
  );
}
