import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface Shown {
  readonly summary: string;
  /** Made when it is opened for the first time. */
  content(): ComponentChildren;
}

/** Something that is read and shown when somebody opens it. */
export function Disclosure({ summary, content }: Shown) {
  const [opened, setOpened] = useState(false);
  return (
    <details class="nhsuk-details" onToggle={({ currentTarget: { open } }) => setOpened((before) => before || open)}>
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div class="nhsuk-details__text">{opened ? content() : null}</div>
    </details>
  );
}
