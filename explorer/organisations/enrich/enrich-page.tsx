import { useContext, useRef, useState } from 'preact/hooks';
import { ErrorMessage } from '../components/error-message';
import { Heading } from '../components/heading';
import { RouteContext, RouteLink } from '../navigation/route-link';
import { EnrichForm } from './enrich-form';
import { Enriched, type EnrichedFile } from './enriched';
import { FileInput } from './file-input';
import { enrichUrl, type EnrichChoice } from './enrich-url';
import { sendFile } from './send-file';
import { tableStart } from './table-text';
import { WORDS } from './words';

/** Bytes at the beginning of a file from which headings and first rows are read. */
const START_BYTES = 65_536;
const ROWS_SHOWN = 10;

interface Chosen {
  readonly file: File;
  readonly headings: readonly string[];
}

type Result = { readonly error: Error } | { readonly enriched: EnrichedFile } | 'busy' | undefined;

/** The page that adds columns about organisations to a file with codes. */
export function EnrichPage() {
  const { moment } = useContext(RouteContext);
  const [chosen, setChosen] = useState<Chosen>();
  const [result, setResult] = useState<Result>();
  const running = useRef<AbortController | undefined>(undefined);
  const choose = async (file: File) => {
    running.current?.abort();
    setResult(undefined);
    setChosen({ file, headings: (await startOf(file, file.name)).headings });
  };
  const send = async (choice: EnrichChoice) => {
    const controller = (running.current = new AbortController());
    setResult('busy');
    try {
      const enriched = await enrich(chosen!.file, enrichUrl(choice, moment), controller.signal);
      if (!controller.signal.aborted) setResult({ enriched });
    } catch (error) {
      if (!controller.signal.aborted) setResult({ error: error as Error });
    }
  };
  return (
    <>
      <Heading title={WORDS.title} />
      <p>
        {WORDS.intro}
        <RouteLink to={{ code: null, text: '', moment, page: 'list' }}>{WORDS.listLink}</RouteLink>.
      </p>
      <FileInput name={chosen?.file.name} choose={(file) => void choose(file)} />
      {chosen === undefined ? null : (
        <EnrichForm
          key={chosen.file.name}
          headings={chosen.headings}
          isBusy={result === 'busy'}
          send={(choice) => void send(choice)}
        />
      )}
      <Outcome result={result} />
    </>
  );
}

function Outcome({ result }: { readonly result: Result }) {
  if (result === undefined) return null;
  if (result === 'busy') return <p role="status">{WORDS.busy}</p>;
  return 'error' in result ? <ErrorMessage error={result.error} /> : <Enriched file={result.enriched} />;
}

async function enrich(file: File, url: string, signal: AbortSignal): Promise<EnrichedFile> {
  const blob = await sendFile(file, url, signal);
  const name = file.name.replace(/(\.[A-Za-z]+)?$/, '-enriched$1');
  return { blob, name, start: await startOf(blob, name) };
}

/** Reads the first rows. A last row that is cut off is among those that are not shown. */
async function startOf(blob: Blob, name: string) {
  const text = await blob.slice(0, START_BYTES).text();
  const complete = blob.size > START_BYTES ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
  return tableStart(complete, name, ROWS_SHOWN);
}
