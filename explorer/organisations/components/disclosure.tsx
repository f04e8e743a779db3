import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface Props {
  readonly summary: string;
  /** Called when it is first opened. */
  content(): ComponentChildren;
}

/** Content that is loaded when the reader opens it. */
export function Disclosure({ summary, content }: Props) {
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
