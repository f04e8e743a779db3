import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Heading } from './heading';
import { ErrorMessage } from './error-message';
import { WORDS } from './words';

type Loaded<Props> = { readonly page: FunctionComponent<Props> } | { readonly error: Error };

/** A page whose script is loaded when the page is first shown. */
export function lazyPage<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
): FunctionComponent<Props> {
  return function LazyPage(props: Props) {
    const [loaded, setLoaded] = useState<Loaded<Props>>();
    const fetch = () => {
      setLoaded(undefined);
      load().then(
        (page) => setLoaded({ page }),
        (error: Error) => setLoaded({ error }),
      );
    };
    useEffect(fetch, []);
    if (loaded === undefined) return <p role="status">{WORDS.loading}</p>;
    if ('page' in loaded) return <loaded.page {...props} />;
    return (
      <>
        <Heading title={WORDS.notLoaded} />
        <ErrorMessage error={loaded.error} retry={fetch} />
      </>
    );
  };
}
