import { useEditorContext, useExecutionContext, type GraphiQLPlugin } from '@graphiql/react';
import { EXAMPLES, type Example } from 'virtual:examples';
import { variablesFor } from './loaded';

/** The menu of examples beside the editor. */
export const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: 'Examples', icon: ExamplesIcon, content: Examples };

function Examples() {
  const open = useOpenExample();
  return (
    <section aria-label="Examples">
      <h2 className="graphiql-doc-explorer-title">Examples</h2>
      <p>
        Select an example to run it. Its codes and dates are those of the bundled sample or, if that was replaced, of
        the loaded releases.
      </p>
      <ul className="examples">
        {EXAMPLES.map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => void open(example)}>
              <strong>{example.title}</strong>
              <span>{example.sentence}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Returns a function that opens an example in the editors and runs it. */
function useOpenExample(): (example: Example) => Promise<void> {
  const { queryEditor, variableEditor } = useEditorContext({ nonNull: true });
  const { run } = useExecutionContext({ nonNull: true });
  return async ({ title, query, variables }) => {
    if (!queryEditor || !variableEditor) return;
    const ofLoaded = await variablesFor(title, variables);
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
