import { useContext } from 'preact/hooks';
import { Heading } from './heading';
import { RouteContext, RouteLink } from '../navigation/route-link';

/** The page for an unknown URL. */
export function NotFoundPage() {
  const { moment } = useContext(RouteContext);
  const playgroundOff = location.pathname.startsWith('/playground');
  return (
    <>
      <Heading title="Page not found" />
      <p>
        {playgroundOff ? 'The playground is switched off on this server by the setting PLAYGROUND.' : null}
        {playgroundOff ? null : 'Check the address for mistakes.'}
      </p>
      <p>
        Search for an organisation above, or go to the{' '}
        <RouteLink to={{ code: null, text: '', moment }}>start page</RouteLink>. The address of an organisation is{' '}
        <code>/organisation/</code> followed by its code.
      </p>
    </>
  );
}
