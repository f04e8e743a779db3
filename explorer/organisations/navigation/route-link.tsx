import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { routeUrl, type Route } from './route';
import { navigate } from './navigate';
import { WORDS } from '../components/words';

/** The current route, for every component that links elsewhere. */
export const RouteContext = createContext<Route>(undefined as never);

interface Target {
  readonly code: string;
  readonly name: string;
  readonly isActive?: boolean;
  /** The day of the linked page; absent: that of this page. */
  readonly date?: string;
}

/** A link to an organisation that keeps the moment of the page. */
export function OrganisationLink({ code, name, isActive = true, date }: Target) {
  const { moment: shown } = useContext(RouteContext);
  const moment = date === undefined ? shown : { ...shown, date };
  return (
    <>
      <RouteLink to={{ code, text: '', moment }}>{name}</RouteLink> <span class="code">{code}</span>
      {isActive ? null : <> {WORDS.inactive}</>}
    </>
  );
}

interface RouteLinkProps {
  readonly to: Route;
  /** The id of a place in the page. */
  readonly hash?: string;
  readonly class?: string;
  readonly 'aria-current'?: 'page' | 'true' | undefined;
  readonly 'aria-label'?: string;
  readonly tabIndex?: number;
  readonly children: ComponentChildren;
}

/** A link without a full page load, unless it is opened in another tab or window. */
export function RouteLink({ to, hash, children, ...rest }: RouteLinkProps) {
  const place = hash === undefined ? '' : `#${hash}`;
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    navigate(to, place);
  };
  return (
    <a {...rest} href={routeUrl(to) + place} onClick={follow}>
      {children}
    </a>
  );
}

/** One link per line, or the text `none`. */
export function OrganisationLinks({
  to,
  none = WORDS.none,
}: {
  readonly to: readonly Target[];
  readonly none?: string;
}) {
  if (to.length === 0) return <>{none}</>;
  return (
    <ul class="plain">
      {to.map((target) => (
        <li key={target.code}>
          <OrganisationLink {...target} />
        </li>
      ))}
    </ul>
  );
}
