import { useContext } from 'preact/hooks';
import { Heading } from './heading';
import { PlaceContext, PlaceLink } from './place-link';

/** What an address that has no page answers. */
export function NowherePage() {
  const { moment } = useContext(PlaceContext);
  const off = location.pathname.startsWith('/playground');
  return (
    <>
      <Heading title="There is no page at this address" />
      <p>
        {off ? 'This server does not serve the playground: its setting PLAYGROUND is off.' : null}
        {off ? null : 'The address may be mistyped, or the page may have had another name.'}
      </p>
      <p>
        Search for an organisation above, or go to the{' '}
        <PlaceLink to={{ code: null, text: '', moment }}>start</PlaceLink>. An organisation has the address{' '}
        <code>/organisation/</code> followed by its code.
      </p>
    </>
  );
}
