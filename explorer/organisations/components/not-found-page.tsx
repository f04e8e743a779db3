import { useContext } from 'preact/hooks';
import { Heading } from './heading';
import { RouteContext, RouteLink } from '../navigation/route-link';
import { WORDS } from './words';

/** The page for an unknown URL. */
export function NotFoundPage() {
  const { moment } = useContext(RouteContext);
  const playgroundOff = location.pathname.startsWith('/playground');
  return (
    <>
      <Heading title={WORDS.notFound} />
      <p>{playgroundOff ? WORDS.playgroundOff : WORDS.checkAddress}</p>
      <p>
        {WORDS.notFoundSearch}
        <RouteLink to={{ code: null, text: '', moment }}>{WORDS.startPage}</RouteLink>
        {WORDS.notFoundAddress}
        <code>{WORDS.organisationPath}</code>
        {WORDS.notFoundCode}
      </p>
    </>
  );
}
