import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL } from 'graphiql';
import { AnswerLine } from './answer-line';
import { ask } from './ask';
import { EXAMPLES_PLUGIN } from './examples';
import { readLink } from './link';
import { LinkTool } from './link-tool';
import OPENING from './opening.graphql?raw';

const PLUGINS = [EXAMPLES_PLUGIN, { ...explorerPlugin(), title: 'Query builder' }];
const linked = readLink(location.hash);
const wide = matchMedia('(min-width: 48em)').matches;
const opening = { query: OPENING, variables: '{}' };

/** The whole page: GraphiQL with our examples, links and a line about the last answer. */
export function Playground() {
  return (
    <main>
      <h1 className="visually-hidden">Playground of the organisation graph</h1>
      <GraphiQL
        fetcher={ask}
        plugins={PLUGINS}
        visiblePlugin={wide ? EXAMPLES_PLUGIN : undefined}
        toolbar={{ additionalContent: <LinkTool /> }}
        defaultTabs={[opening]}
        defaultEditorToolsVisibility="variables"
        shouldPersistHeaders={false}
        {...linked}
      >
        <GraphiQL.Logo>Organisation graph</GraphiQL.Logo>
        <GraphiQL.Footer>
          <AnswerLine />
        </GraphiQL.Footer>
      </GraphiQL>
    </main>
  );
}
