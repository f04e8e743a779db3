import { WORDS } from './words';

const FIELDS = 'span[style*="cursor: pointer"]';
const UNNAMED = 'input:not([aria-label]), select:not([aria-label])';

/** Repairs what GraphiQL and its query builder do without: roles, names and keys of their parts, as they appear. */
export function makePartsAccessible(): void {
  const root = document.body;
  const seen = { childList: true, subtree: true, characterData: true, attributeFilter: ['aria-selected'] };
  new MutationObserver(() => repair(root)).observe(root, seen);
  root.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || !target.matches(`.graphiql-explorer-root ${FIELDS}`)) return;
    if (key !== 'Enter' && key !== ' ') return;
    event.preventDefault();
    target.click();
  });
}

function repair(root: Element): void {
  for (const builder of root.querySelectorAll('.graphiql-explorer-root')) repairBuilder(builder);
  for (const item of root.querySelectorAll('.graphiql-history-item-label')) nameHistoryItem(item);
  for (const tabs of root.querySelectorAll('.graphiql-tabs')) repairTabs(tabs);
  root.querySelector('.graphiql-session[role=tabpanel]')?.setAttribute('role', 'group');
}

/** GraphiQL's tabs hold buttons, which a tab may not: the buttons are what is used, and the current one says so. */
function repairTabs(tabs: Element): void {
  if (tabs.getAttribute('role') !== 'group') tabs.setAttribute('role', 'group');
  for (const tab of tabs.querySelectorAll('.graphiql-tab')) {
    if (tab.getAttribute('role') !== 'presentation') tab.setAttribute('role', 'presentation');
    tab.removeAttribute('aria-selected');
    const current = String(tab.classList.contains('graphiql-tab-active'));
    const button = tab.querySelector('.graphiql-tab-button');
    if (button?.getAttribute('aria-current') !== current) button?.setAttribute('aria-current', current);
  }
}

/** The fields of the query builder are spans without keyboard support or role. */
function repairBuilder(builder: Element): void {
  for (const field of builder.querySelectorAll<HTMLElement>(`${FIELDS}:not([tabindex])`)) {
    field.tabIndex = 0;
    field.setAttribute('role', 'button');
  }
  for (const input of builder.querySelectorAll(UNNAMED)) input.setAttribute('aria-label', nameOf(input));
}

/** The label of an input: the name of its argument. */
function nameOf(input: Element): string {
  const argument = input.closest('[data-arg-name]')?.getAttribute('data-arg-name');
  return argument ?? (input.querySelector('.toolbar-button') ? WORDS.editors.operationKind : WORDS.editors.value);
}

/** The items of the history are all named "Set active", whatever they show. */
function nameHistoryItem(item: Element): void {
  const name = WORDS.editors.historyItem(item.textContent ?? '');
  if (item.getAttribute('aria-label') !== name) item.setAttribute('aria-label', name);
}
