import { useContext, useEffect, useState } from 'preact/hooks';
import { asOfArgument } from '../../navigation/route';
import { useQuery } from '../../graphql/request';
import type { Direction } from '../hierarchy/settings';
import PICTURE from '../../documents/picture.graphql?raw';
import { GraphqlSource } from '../../graphql/graphql-source';
import { RouteContext } from '../../navigation/route-link';
import { ErrorMessage } from '../../components/error-message';
import type { HierarchyNode } from './layout';
import { WORDS as SHARED } from '../../components/words';
import { WORDS } from '../words';

type Module = typeof import('./picture');
interface Data {
  readonly organisation: {
    readonly tree: { readonly nodes: readonly HierarchyNode[]; readonly truncated: boolean };
  } | null;
}

interface Props {
  readonly code: string;
  readonly view: string;
  readonly direction: Direction;
  readonly name: string;
}

/** The diagram of a hierarchy; its code and data are loaded when it is first shown. */
export function LazyPicture({ code, view, direction, name }: Props) {
  const { moment } = useContext(RouteContext);
  const variables = { code, view, direction, asOf: asOfArgument(moment) };
  const { data, error, loading, retry } = useQuery<Data>(PICTURE, variables);
  const { module, error: missing } = usePictureModule();
  if (error) return <ErrorMessage error={error} retry={retry} />;
  if (missing) return <ErrorMessage error={missing} />;
  if (loading || !module || !data?.organisation) return <p role="status">{SHARED.loading}</p>;
  return (
    <>
      <module.Picture {...data.organisation.tree} direction={direction} name={name} />
      <GraphqlSource what={WORDS.pictureQuery} document={PICTURE} variables={variables} />
    </>
  );
}

function usePictureModule(): { readonly module?: Module; readonly error?: Error } {
  const [loaded, setLoaded] = useState({});
  useEffect(() => {
    import('./picture').then(
      (module) => setLoaded({ module }),
      (error: Error) => setLoaded({ error }),
    );
  }, []);
  return loaded;
}
