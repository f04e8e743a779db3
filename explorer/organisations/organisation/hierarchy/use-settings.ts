import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { amend } from '../../navigation/navigate';
import { RouteContext } from '../../navigation/route-link';
import { paramsWith, settingsOf, type TreeSettings } from './settings';

/** A pause in typing after which the filter goes into the address. Browsers limit how often the address may change. */
const TYPED_MS = 300;

/** The settings of the tree, which are in the address, and how to change them. The filter takes effect while it is typed. */
export function useSettings(): readonly [TreeSettings, (change: Partial<TreeSettings>) => void] {
  const route = useContext(RouteContext);
  const settings = settingsOf(route.params);
  const [filter, setFilter] = useState(settings.filter);
  const latest = useRef(route);
  latest.current = route;
  const address = useRef({ code: route.code, filter: settings.filter });
  useEffect(() => {
    const now = { code: route.code, filter: settings.filter };
    if (now.code !== address.current.code || now.filter !== address.current.filter) setFilter(now.filter);
    address.current = now;
  }, [route.code, settings.filter]);
  const write = (change: Partial<TreeSettings>) => {
    address.current = { ...address.current, filter: change.filter ?? address.current.filter };
    amend({ ...latest.current, params: paramsWith(latest.current.params, change) });
  };
  useEffect(() => {
    const timer = setTimeout(() => filter === address.current.filter || write({ filter }), TYPED_MS);
    return () => clearTimeout(timer);
  }, [filter, route.code]);
  const change = ({ filter: typed, ...others }: Partial<TreeSettings>) => {
    if (typed !== undefined) setFilter(typed);
    if (Object.keys(others).length > 0) write({ filter, ...others });
  };
  return [{ ...settings, filter }, change];
}
