import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { addressOf, type Place } from './address';
import { goTo } from './navigation';

/** Where we are, for everything that leads elsewhere. */
export const PlaceContext = createContext<Place>(undefined as never);

interface Target {
  readonly code: string;
  readonly name: string;
  readonly isActive?: boolean;
}

/** A link to an organisation, at the moment that the page is about. */
export function OrganisationLink({ code, name, isActive = true }: Target) {
  const { moment } = useContext(PlaceContext);
  return (
    <>
      <PlaceLink to={{ code, text: '', moment }}>{name}</PlaceLink> <span class="code">{code}</span>
      {isActive ? null : <> (not active)</>}
    </>
  );
}

interface Leading {
  readonly to: Place;
  readonly class?: string;
  readonly 'aria-current'?: 'page' | 'true' | undefined;
  readonly tabIndex?: number;
  readonly children: ComponentChildren;
}

/** A link that does not load the page anew, unless it is opened elsewhere. */
export function PlaceLink({ to, children, ...rest }: Leading) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    goTo(to);
  };
  return (
    <a {...rest} href={addressOf(to)} onClick={follow}>
      {children}
    </a>
  );
}

/** Links one below the other, or a word that says that there are none. */
export function Links({ to, none = 'None' }: { readonly to: readonly Target[]; readonly none?: string }) {
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
