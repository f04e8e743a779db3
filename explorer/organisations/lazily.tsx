import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Heading } from './heading';
import { Problem } from './problem';

type Loaded<Props> = { readonly page: FunctionComponent<Props> } | { readonly error: Error };

/** A page whose script is fetched when it is shown for the first time. */
export function lazily<Props extends object>(load: () => Promise<FunctionComponent<Props>>): FunctionComponent<Props> {
  return function Lazily(props: Props) {
    const [loaded, setLoaded] = useState<Loaded<Props>>();
    const fetch = () => {
      setLoaded(undefined);
      load().then(
        (page) => setLoaded({ page }),
        (error: Error) => setLoaded({ error }),
      );
    };
    useEffect(fetch, []);
    if (loaded === undefined) return <p role="status">Loading…</p>;
    if ('page' in loaded) return <loaded.page {...props} />;
    return (
      <>
        <Heading title="This page could not be loaded" />
        <Problem error={loaded.error} again={fetch} />
      </>
    );
  };
}
