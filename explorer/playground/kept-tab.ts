const QUERY = 'graphiql:query';
const VARIABLES = 'graphiql:variables';

/**
 * GraphiQL keeps its tabs and the texts of its editors at different times. If a visit ends between them, the next one finds
 * no tab with the kept texts, and GraphiQL adds an empty one. So a text that was not kept yet is that of the active tab.
 */
export function fillInTexts(storage: Pick<Storage, 'getItem' | 'setItem'>): void {
  const tab = activeTab(storage.getItem('graphiql:tabState'));
  if (!tab?.query) return;
  const query = storage.getItem(QUERY) ?? tab.query;
  storage.setItem(QUERY, query);
  const isOfTab = query === tab.query;
  if (isOfTab && tab.variables && storage.getItem(VARIABLES) === null) storage.setItem(VARIABLES, tab.variables);
}

interface Tab {
  readonly query?: string | null;
  readonly variables?: string | null;
}

function activeTab(json: string | null): Tab | undefined {
  try {
    const { tabs, activeTabIndex } = JSON.parse(json ?? '{}') as { tabs?: readonly Tab[]; activeTabIndex?: number };
    return tabs?.[activeTabIndex ?? 0];
  } catch {
    return undefined; // GraphiQL begins with its own tabs then
  }
}
