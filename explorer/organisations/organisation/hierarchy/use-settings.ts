import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { amend } from '../../navigation/navigate';
import { RouteContext } from '../../navigation/route-link';
import { paramsWith, settingsOf, type TreeSettings } from './settings';

/** A pause in typing after which what is typed counts. Each key would else be announced, and written into the address. */
const TYPED_MS = 300;

/** A link takes the focus from the box before it is followed. */
const LEAVING = ['focusout', 'pagehide'] as const;

/**
 * The settings of the tree, which are in the address, and how to change them. The filter takes effect while it is typed. It
 * goes into the address after a pause, because browsers limit how often that may change, and when the reader leaves the box.
 */
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
    const keep = () => filter === address.current.filter || write({ filter });
    const timer = setTimeout(keep, TYPED_MS);
    LEAVING.forEach((event) => window.addEventListener(event, keep));
    return () => {
      clearTimeout(timer);
      LEAVING.forEach((event) => window.removeEventListener(event, keep));
    };
  }, [filter, route.code]);
  const change = ({ filter: typed, ...others }: Partial<TreeSettings>) => {
    if (typed !== undefined) setFilter(typed);
    if (Object.keys(others).length > 0) write({ filter, ...others });
  };
  return [{ ...settings, filter }, change];
}

/** A text about what is typed: the one of before until the reader pauses. Other changes of it are seen at once. */
export function useSettled(text: string, typed: string): string {
  const [shown, show] = useState(text);
  const settled = useRef(typed);
  useEffect(() => {
    const settle = () => {
      settled.current = typed;
      show(text);
    };
    if (typed === settled.current) return settle();
    const timer = setTimeout(settle, TYPED_MS);
    return () => clearTimeout(timer);
  }, [text, typed]);
  return typed === settled.current ? text : shown;
}
