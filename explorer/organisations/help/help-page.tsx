import { useContext, useEffect } from 'preact/hooks';
import { Heading } from '../components/heading';
import { RouteContext, RouteLink } from '../navigation/route-link';
import { GROUPS, WORDS, type TermGroup } from './words';

/** The glossary. The anchor of the URL names a term, which takes the focus. */
export function HelpPage() {
  useEffect(() => {
    showTerm();
    window.addEventListener('hashchange', showTerm);
    return () => window.removeEventListener('hashchange', showTerm);
  }, []);
  return (
    <>
      <Heading title={WORDS.title} />
      <p>{WORDS.intro}</p>
      <nav aria-label={WORDS.contents}>
        <ul class="terms__contents">
          {GROUPS.flatMap(({ terms }) => terms).map(({ id, name }) => (
            <li key={id}>
              <ToTerm id={id} name={name} />
            </li>
          ))}
        </ul>
      </nav>
      {GROUPS.map((group) => (
        <Terms key={group.id} group={group} />
      ))}
    </>
  );
}

function ToTerm({ id, name }: { readonly id: string; readonly name: string }) {
  const { moment } = useContext(RouteContext);
  return (
    <RouteLink to={{ code: null, text: '', moment, page: 'help' }} hash={id}>
      {name}
    </RouteLink>
  );
}

function Terms({ group: { id, title, terms } }: { readonly group: TermGroup }) {
  return (
    <section aria-labelledby={`of-${id}`}>
      <h2 class="nhsuk-heading-m" id={`of-${id}`}>
        {title}
      </h2>
      {terms.map((term) => (
        <div class="terms__term" key={term.id} id={term.id} tabIndex={-1}>
          <h3 class="nhsuk-heading-s">{term.name}</h3>
          <p>{term.text}</p>
        </div>
      ))}
    </section>
  );
}

function showTerm(): void {
  const term = location.hash === '' ? null : document.getElementById(location.hash.slice(1));
  term?.focus();
  term?.scrollIntoView();
}
