import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL } from 'graphiql';
import { CopyMenu } from './copy-as/copy-menu';
import DEFAULT_QUERY from './default-query.graphql?raw';
import { EXAMPLES_PLUGIN } from './examples/menu';
import { fetcher } from './fetcher';
import { readLink } from './link';
import { LinkTool } from './link-tool';
import { PLAN_PLUGIN } from './plan/plan-panel';
import { privateStorage } from './private-storage';
import { StatusLine } from './status-line';
import { WORDS } from './words';

const PLUGINS = [EXAMPLES_PLUGIN, { ...explorerPlugin(), title: WORDS.builder }, PLAN_PLUGIN];
const STORAGE = privateStorage();
const linked = readLink(location.hash);
const wide = matchMedia('(min-width: 48em)').matches;
const defaultTab = { query: DEFAULT_QUERY, variables: '{}' };

/** The whole page: GraphiQL with examples, a query builder, plans, ways to share a query and a status line. */
export function Playground() {
  return (
    <main>
      <h1 className="visually-hidden">{WORDS.title}</h1>
      <GraphiQL
        fetcher={fetcher}
        storage={STORAGE}
        plugins={PLUGINS}
        visiblePlugin={wide ? EXAMPLES_PLUGIN : undefined}
        toolbar={{ additionalContent: <Tools /> }}
        defaultTabs={[defaultTab]}
        defaultQuery={DEFAULT_QUERY}
        defaultEditorToolsVisibility="variables"
        shouldPersistHeaders={false}
        {...linked}
      >
        <GraphiQL.Logo>{WORDS.name}</GraphiQL.Logo>
        <GraphiQL.Footer>
          <StatusLine />
        </GraphiQL.Footer>
      </GraphiQL>
    </main>
  );
}

function Tools() {
  return (
    <>
      <LinkTool />
      <CopyMenu />
    </>
  );
}
