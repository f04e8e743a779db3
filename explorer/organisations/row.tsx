import type { ComponentChildren } from 'preact';

/** One fact of the list; the key on the left, its value on the right. */
export function Row({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="nhsuk-summary-list__row">
      <dt class="nhsuk-summary-list__key">{name}</dt>
      <dd class="nhsuk-summary-list__value">{children}</dd>
    </div>
  );
}
