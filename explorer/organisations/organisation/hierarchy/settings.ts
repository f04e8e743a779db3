import type { Route } from '../../navigation/route';

export type Direction = 'DOWN' | 'UP';
export type Sort = 'name' | 'code' | 'size';
export type Grouping = 'kind' | 'none';

/** What of the hierarchy is shown. The address of the page holds it. */
export interface TreeSettings {
  /** A view and a direction that were asked for; '' for the default. */
  readonly view: string;
  readonly direction: Direction | '';
  readonly group: Grouping;
  readonly sort: Sort;
  readonly filter: string;
  /** The kind of which everything is open; '' for none. */
  readonly open: string;
}

const DEFAULTS: TreeSettings = { view: '', direction: '', group: 'kind', sort: 'name', filter: '', open: '' };

/** Reads the settings from the parameters of the address. A value that cannot be is the default. */
export function settingsOf(params: Route['params'] = {}): TreeSettings {
  const { view = '', direction = '', group = '', sort = '', filter = '', open = '' } = params;
  return {
    view: view.toUpperCase(),
    direction: oneOf(direction.toUpperCase(), ['DOWN', 'UP'], ''),
    group: oneOf(group.toLowerCase(), ['kind', 'none'], DEFAULTS.group),
    sort: oneOf(sort.toLowerCase(), ['name', 'code', 'size'], DEFAULTS.sort),
    filter,
    open: open.toUpperCase(),
  };
}

function oneOf<Value extends string, Default>(given: string, values: readonly Value[], or: Default): Value | Default {
  return values.find((value) => value === given) ?? or;
}

/** The parameters of the address with other settings. A default has no parameter; parameters of others stay. */
export function paramsWith(params: Route['params'] = {}, settings: Partial<TreeSettings>): Record<string, string> {
  const all = { ...settingsOf(params), ...settings };
  const others = Object.entries(params).filter(([name]) => !(name in DEFAULTS));
  const given = Object.entries(all).filter(([name, value]) => value !== DEFAULTS[name as keyof TreeSettings]);
  return Object.fromEntries([...others, ...given]);
}
