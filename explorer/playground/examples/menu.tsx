import { useEditorContext, useExecutionContext, useSchemaContext, type GraphiQLPlugin } from '@graphiql/react';
import { EXAMPLES, type Example } from 'virtual:examples';
import { OWN_FIELDS } from 'virtual:own-fields';
import { JOBS } from './jobs';
import { variablesFor } from './loaded';
import { otherTeamsQuery } from './other-teams';
import { WORDS } from '../words';

/** The menu of examples beside the editor. */
export const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: WORDS.examples.title, icon: ExamplesIcon, content: Examples };

const BY_TITLE = new Map(EXAMPLES.map((example) => [example.title, example]));
/** The example with the variable of the example of other teams: the code of a practice. */
const LIKE_OTHER_TEAMS = 'Parents';
const JOB_OF_TEAMS = JOBS.at(-1)!.job;

function Examples() {
  const open = useOpenExample();
  const ofTeams = useExampleOfTeams();
  return (
    <section aria-label={WORDS.examples.title}>
      <h2 className="graphiql-doc-explorer-title">{WORDS.examples.title}</h2>
      <p>{WORDS.examples.intro}</p>
      {JOBS.map(({ job, titles }) => (
        <section key={job} aria-label={job}>
          <h3 className="job">{job}</h3>
          <ul className="examples">
            {titles.map((title) => (
              <Item key={title} example={BY_TITLE.get(title)} open={open} />
            ))}
            {job === JOB_OF_TEAMS ? <Item example={ofTeams} open={open} /> : null}
          </ul>
        </section>
      ))}
    </section>
  );
}

/** The example whose fields are known only from the schema of this gateway; undefined without other teams. */
function useExampleOfTeams(): Example | undefined {
  const { schema } = useSchemaContext({ nonNull: true });
  const query = schema ? otherTeamsQuery(schema, OWN_FIELDS) : undefined;
  if (query === undefined) return undefined;
  const { otherTeams: title, otherTeamsSentence: sentence } = WORDS.examples;
  return { title, sentence, query, variables: BY_TITLE.get(LIKE_OTHER_TEAMS)!.variables };
}

interface ItemProps {
  readonly example: Example | undefined;
  open(example: Example): Promise<void>;
}

function Item({ example, open }: ItemProps) {
  if (!example) return null;
  return (
    <li>
      <button type="button" onClick={() => void open(example)}>
        <strong>{example.title}</strong>
        <span>{example.sentence}</span>
      </button>
    </li>
  );
}

/** Returns a function that opens an example in the editors and runs it. */
function useOpenExample(): (example: Example) => Promise<void> {
  const { queryEditor, variableEditor } = useEditorContext({ nonNull: true });
  const { run } = useExecutionContext({ nonNull: true });
  return async ({ title, query, variables }) => {
    if (!queryEditor || !variableEditor) return;
    const like = title === WORDS.examples.otherTeams ? LIKE_OTHER_TEAMS : title;
    const ofLoaded = await variablesFor(like, variables);
    variableEditor.setValue(JSON.stringify(ofLoaded, null, 2));
    queryEditor.setValue(query);
    queryEditor.operationName = null; // otherwise the previous query's name stays
    run();
  };
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
      <path d="M4 6h2M9 6h11M4 12h2M9 12h11M4 18h2M9 18h11" />
    </svg>
  );
}
