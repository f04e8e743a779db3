import { useContext } from 'preact/hooks';
import { ErrorMessage } from '../components/error-message';
import { Heading } from '../components/heading';
import EXACT_CODE from '../documents/exact-code.graphql?raw';
import SEARCH from '../documents/search.graphql?raw';
import { GraphqlSource } from '../graphql/graphql-source';
import { useQuery } from '../graphql/request';
import type { Page } from '../graphql/types';
import { LoadMore, usePagedQuery } from '../graphql/use-paged-query';
import { asOfArgument } from '../navigation/route';
import { RouteContext, RouteLink } from '../navigation/route-link';
import { correctedWords } from '../text/format';
import { ExactCode, mayBeCode } from './exact-code';
import { typedSearch } from './near-text';
import { ResultTable } from './result-table';
import type { ExactCode as Exact, SearchResult } from './types';
import { WORDS } from './words';
import { WORDS as SHARED } from '../components/words';

/** The start page, or the results of a search. */
export function SearchPage() {
  const { text } = useContext(RouteContext);
  return text === '' ? <Welcome /> : <Results key={text} text={text} />;
}

function Welcome() {
  const { moment } = useContext(RouteContext);
  return (
    <>
      <Heading title={WORDS.welcomeTitle} />
      <p>{WORDS.welcome}</p>
      <p>
        {WORDS.lists}
        <RouteLink to={{ code: null, text: '', moment, page: 'list' }}>{WORDS.listsLink}</RouteLink>.
      </p>
    </>
  );
}

function Results({ text }: { readonly text: string }) {
  const { exact, practices, all, variables } = useSearch(text);
  const failed = [exact, practices, all].filter(({ error }) => error);
  const error = failed[0]?.error;
  const retry = () => failed.forEach((each) => each.retry());
  const isReady = !exact.loading && practices.totalCount !== undefined && all.totalCount !== undefined;
  const words = correctedWords(all.nodes);
  return (
    <>
      <Heading title={WORDS.title(text)} />
      {error ? <ErrorMessage error={error} retry={retry} /> : null}
      {isReady || error ? null : <p role="status">{SHARED.loading}</p>}
      {isReady ? (
        <>
          {words.length === 0 ? null : <p>{WORDS.corrected(words)}</p>}
          {exact.data?.resolveCodes.map((each) => (
            <ExactCode key={each.code} of={each} />
          ))}
          {all.totalCount === 0 ? <p>{WORDS.nothing}</p> : null}
          {hasOwnList(practices, all) ? (
            <List id="practices" title={WORDS.practices} list={practices} what={WORDS.practicesCounted} />
          ) : null}
          <List id="all" title={WORDS.all} list={all} what={WORDS.allCounted} />
          <GraphqlSource document={SEARCH} variables={variables} />
        </>
      ) : null}
    </>
  );
}

/** Whether practices are listed apart: there are some, and other organisations match too. */
const hasOwnList = (practices: Counted, all: Counted): boolean =>
  practices.totalCount !== 0 && practices.totalCount !== all.totalCount;

type Counted = { readonly totalCount?: number };

interface ListProps {
  readonly id: string;
  readonly title: string;
  readonly list: ReturnType<typeof usePagedQuery<SearchData, SearchResult>>;
  readonly what: string;
}

function List({ id, title, list, what }: ListProps) {
  return (
    <section aria-labelledby={id}>
      <h2 class="nhsuk-heading-m" id={id}>
        {title}
      </h2>
      <ResultTable caption={title} of={list.nodes} />
      <LoadMore list={list} what={what} />
    </section>
  );
}

type ExactData = { readonly resolveCodes: readonly Exact[] };
type SearchData = { readonly search: Page<SearchResult> };

const PRACTICES_FIRST_SHOWN = 10;
const SHOWN = 20;

/** What the typed code is, the practices that match, and everything that matches. */
function useSearch(text: string) {
  const { moment } = useContext(RouteContext);
  const asOf = asOfArgument(moment);
  const exact = useQuery<ExactData>(EXACT_CODE, mayBeCode(text) ? { codes: [text], asOf } : null);
  const common = { ...typedSearch(text), asOf };
  const ofPractices = { ...common, kinds: ['GP_PRACTICE'], first: PRACTICES_FIRST_SHOWN };
  const variables = { ...common, first: SHOWN };
  const practices = usePagedQuery<SearchData, SearchResult>(SEARCH, ofPractices, ({ search }) => search);
  const all = usePagedQuery<SearchData, SearchResult>(SEARCH, variables, ({ search }) => search);
  return { exact, practices, all, variables };
}
