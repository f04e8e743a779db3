import { when, type MaybePromise } from '../maybe-promise';
import type { ReleaseRow } from '../graph/keys';
import type { Cursors } from './cursor';
import { derivedFrom, type Derived } from './memo';
import { createTogether, type Together } from './sibling-batch';
import { momentKey, rootMoment, type Moment, type Moments } from './moment';
import type { Catalog, Snapshot } from '../graph/catalog';
import type { Loaders, Seen } from '../graph/loaders';
import type { Reads } from '../graph/read-side';

/** The largest page, the longest list of codes and the most entities that another subgraph may ask about at once. */
export interface Limits {
  readonly page: number;
  readonly codes: number;
  readonly representations: number;
}

/** What the resolvers of one request share: the loaders, the moment of the root and those used below it. */
export interface Context extends Moments {
  readonly loaders: Loaders;
  /** Every relationship type in the graph. */
  readonly linkTypes: readonly string[];
  /** Which organisations releases touched. */
  readonly touched: Catalog['touched'];
  /** Lists that requests share. */
  readonly derived: Derived;
  /** What siblings ask side by side. */
  readonly together: Together;
  readonly snapshot: Snapshot;
  readonly root: Moment;
  readonly limits: Limits;
  readonly cursors: Cursors;
}

export interface ContextSettings {
  /** The header `ods-as-of`, for example 'date=2021-03-31;basis=LEGAL'. */
  readonly asOf?: string | undefined;
  readonly limits: Limits;
  readonly cursors: Cursors;
  /** Told of every wait for the graph. */
  readonly seen?: Seen | undefined;
}

/** The context of one request, pinned to the live release. Errors: NO_RELEASE; BAD_USER_INPUT for a bad header. */
export function createContext(reads: Reads, settings: ContextSettings): MaybePromise<Context> {
  return when(reads.catalog.snapshot(), (snapshot) => {
    const { limits, cursors } = settings;
    const moments = { releases: snapshot.releases, used: new Map<string, Moment>() };
    const root = rootMoment(snapshot.live, settings.asOf, moments);
    const linkTypes = reads.catalog.linkTypes();
    return {
      ...moments,
      loaders: reads.loaders(settings.seen),
      linkTypes,
      touched: reads.catalog.touched,
      derived: derivedFrom(reads),
      together: createTogether(),
      snapshot,
      root,
      limits,
      cursors,
    };
  });
}

/** `extensions.ods`: what an answer is about. Dates are ISO dates; `release` is the id of the root's release. */
export interface OdsExtension {
  readonly release: string;
  readonly publicationDate: string;
  readonly sha256: string;
  readonly asOf: string;
  readonly basis: string;
  /** Every other moment that a field of the request was asked about, in order of first use. */
  readonly moments: readonly { readonly date: string; readonly basis: string; readonly release: string }[];
}

/** What to put on the response as `extensions.ods`, once the request has been executed. */
export function odsExtension({ root, used }: Pick<Context, 'root' | 'used'>): OdsExtension {
  const others = new Map([...used.values()].map((moment) => [momentKey(moment), moment]));
  others.delete(momentKey(root));
  const release: ReleaseRow = root.release;
  return {
    release: release.id,
    publicationDate: release.publicationDate,
    sha256: release.sha256,
    asOf: root.date,
    basis: root.basis,
    moments: [...others.values()].map(({ date, basis, release: { id } }) => ({ date, basis, release: id })),
  };
}
