import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL } from 'graphiql';
import { StatusLine } from './status-line';
import { fetcher } from './fetcher';
import { EXAMPLES_PLUGIN } from './examples';
import { readLink } from './link';
import { LinkTool } from './link-tool';
import DEFAULT_QUERY from './default-query.graphql?raw';

const PLUGINS = [EXAMPLES_PLUGIN, { ...explorerPlugin(), title: 'Query builder' }];
const linked = readLink(location.hash);
const wide = matchMedia('(min-width: 48em)').matches;
const defaultTab = { query: DEFAULT_QUERY, variables: '{}' };

/** The whole page: GraphiQL with examples, a query builder, a share link and a status line. */
export function Playground() {
  return (
    <main>
      <h1 className="visually-hidden">Playground of the organisation graph</h1>
      <GraphiQL
        fetcher={fetcher}
        plugins={PLUGINS}
        visiblePlugin={wide ? EXAMPLES_PLUGIN : undefined}
        toolbar={{ additionalContent: <LinkTool /> }}
        defaultTabs={[defaultTab]}
        defaultEditorToolsVisibility="variables"
        shouldPersistHeaders={false}
        {...linked}
      >
        <GraphiQL.Logo>Organisation graph</GraphiQL.Logo>
        <GraphiQL.Footer>
          <StatusLine />
        </GraphiQL.Footer>
      </GraphiQL>
    </main>
  );
}
