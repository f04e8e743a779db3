import { useContext, useEffect, useState } from 'preact/hooks';
import { asOf } from '../address';
import { useAnswer } from '../ask';
import type { Direction } from '../branch/walk';
import PICTURE from '../documents/picture.graphql?raw';
import { GraphqlOf } from '../graphql-of';
import { PlaceContext } from '../place-link';
import { Problem } from '../problem';
import type { BranchNode } from './layout';

type Module = typeof import('./picture');
interface Answer {
  readonly organisation: {
    readonly tree: { readonly nodes: readonly BranchNode[]; readonly truncated: boolean };
  } | null;
}

interface Shown {
  readonly code: string;
  readonly view: string;
  readonly direction: Direction;
  readonly name: string;
}

/** The picture of a branch: what draws it and what is drawn are fetched when it is shown. */
export function LazyPicture({ code, view, direction, name }: Shown) {
  const { moment } = useContext(PlaceContext);
  const variables = { code, view, direction, asOf: asOf(moment) };
  const { data, error, waiting } = useAnswer<Answer>(PICTURE, variables);
  const { module, error: missing } = useDrawing();
  const problem = error ?? missing;
  if (problem) return <Problem error={problem} />;
  if (waiting || !module || !data?.organisation) return <p role="status">Loading…</p>;
  return (
    <>
      <module.Picture {...data.organisation.tree} direction={direction} name={name} />
      <GraphqlOf what="The picture" document={PICTURE} variables={variables} />
    </>
  );
}

function useDrawing(): { readonly module?: Module; readonly error?: Error } {
  const [drawing, setDrawing] = useState({});
  useEffect(() => {
    import('./picture').then(
      (module) => setDrawing({ module }),
      (error: Error) => setDrawing({ error }),
    );
  }, []);
  return drawing;
}
