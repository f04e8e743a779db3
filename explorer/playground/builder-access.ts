const FIELDS = 'span[style*="cursor: pointer"]';
const UNNAMED = 'input:not([aria-label]), select:not([aria-label])';

/** Makes the query builder usable by keyboard and screen reader: its fields are spans that only a mouse can reach. */
export function makeBuilderAccessible(): void {
  const root = document.body;
  new MutationObserver(() => dress(root)).observe(root, { childList: true, subtree: true });
  root.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || !target.matches(`.graphiql-explorer-root ${FIELDS}`)) return;
    if (key !== 'Enter' && key !== ' ') return;
    event.preventDefault();
    target.click();
  });
}

function dress(root: Element): void {
  for (const builder of root.querySelectorAll('.graphiql-explorer-root')) {
    for (const field of builder.querySelectorAll<HTMLElement>(`${FIELDS}:not([tabindex])`)) {
      field.tabIndex = 0;
      field.setAttribute('role', 'button');
    }
    for (const input of builder.querySelectorAll(UNNAMED)) input.setAttribute('aria-label', nameOf(input));
  }
}

/** What stands before it, for example the name of its argument. */
function nameOf(input: Element): string {
  return input.closest('[data-arg-name]')?.getAttribute('data-arg-name') ?? 'Value';
}
