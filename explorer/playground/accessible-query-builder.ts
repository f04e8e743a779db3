const FIELDS = 'span[style*="cursor: pointer"]';
const UNNAMED = 'input:not([aria-label]), select:not([aria-label])';

/** Makes the query builder accessible: its fields are spans without keyboard support or role. */
export function makeBuilderAccessible(): void {
  const root = document.body;
  new MutationObserver(() => addRoles(root)).observe(root, { childList: true, subtree: true });
  root.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || !target.matches(`.graphiql-explorer-root ${FIELDS}`)) return;
    if (key !== 'Enter' && key !== ' ') return;
    event.preventDefault();
    target.click();
  });
}

function addRoles(root: Element): void {
  for (const builder of root.querySelectorAll('.graphiql-explorer-root')) {
    for (const field of builder.querySelectorAll<HTMLElement>(`${FIELDS}:not([tabindex])`)) {
      field.tabIndex = 0;
      field.setAttribute('role', 'button');
    }
    for (const input of builder.querySelectorAll(UNNAMED)) input.setAttribute('aria-label', nameOf(input));
  }
}

/** The label of an input: the name of its argument. */
function nameOf(input: Element): string {
  return input.closest('[data-arg-name]')?.getAttribute('data-arg-name') ?? 'Value';
}
