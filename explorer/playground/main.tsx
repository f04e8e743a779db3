import { createRoot } from 'react-dom/client';
import 'graphiql/graphiql.css';
import '@graphiql/plugin-explorer/dist/style.css';
import './style.css';
import { makeBuilderAccessible } from './accessible-query-builder';
import { Playground } from './playground';

makeBuilderAccessible();
createRoot(document.getElementById('playground')!).render(<Playground />);
