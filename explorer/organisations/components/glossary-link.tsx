import { useContext } from 'preact/hooks';
import { RouteContext, RouteLink } from '../navigation/route-link';
import { WORDS } from './words';

interface Props {
  /** The anchor of the term in the glossary. */
  readonly term: string;
  /** The word as it stands on the page. */
  readonly children: string;
}

/** A word that links to its meaning in the glossary. */
export function GlossaryLink({ term, children }: Props) {
  const { moment } = useContext(RouteContext);
  const to = { code: null, text: '', moment, page: 'help' } as const;
  return (
    <RouteLink to={to} hash={term} class="glossary" aria-label={WORDS.explained(children)}>
      {children}
    </RouteLink>
  );
}
