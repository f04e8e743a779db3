import { replacements, type Loaded, type Variables } from './example-variables';
import QUERY from './loaded.graphql?raw';

/** Returns the variables of an example for the loaded releases: those of the sample, unless it was replaced by real ones. */
export async function variablesFor(title: string, ofSample: Variables): Promise<Variables> {
  const loaded = await load();
  if (!loaded || loaded.sample) return ofSample;
  return { ...ofSample, ...replacements(title, loaded) };
}

let loading: Promise<Loaded | undefined> | undefined;

/** Reads the codes once. Without them, examples keep the codes of the sample. */
function load(): Promise<Loaded | undefined> {
  loading ??= fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
  })
    .then((response) => response.json())
    .then(({ data }: { data?: Loaded }) => data ?? undefined)
    .catch(() => undefined);
  return loading;
}
