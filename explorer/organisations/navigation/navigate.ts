import { useEffect, useState } from 'preact/hooks';
import { parseRoute, routeUrl, type Route } from './route';

const NAVIGATED = 'navigated';

/** Shows another page without a full page load, at a place in it if there is one. */
export function navigate(route: Route, hash = ''): void {
  history.pushState(null, '', routeUrl(route) + hash);
  window.dispatchEvent(new Event(NAVIGATED));
  window.scrollTo(0, 0);
  if (hash !== '') window.dispatchEvent(new Event('hashchange'));
}

/** Changes the address of the page that is shown: no new entry in the history, and the page stays where it is scrolled to. */
export function amend(route: Route): void {
  history.replaceState(history.state, '', routeUrl(route));
  window.dispatchEvent(new Event(NAVIGATED));
}

/** The current route. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location));
  useEffect(() => {
    const update = () => setRoute(parseRoute(location));
    window.addEventListener('popstate', update);
    window.addEventListener(NAVIGATED, update);
    return () => {
      window.removeEventListener('popstate', update);
      window.removeEventListener(NAVIGATED, update);
    };
  }, []);
  return route;
}
