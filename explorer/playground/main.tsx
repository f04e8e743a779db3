import { createRoot } from 'react-dom/client';
import 'graphiql/graphiql.css';
import '@graphiql/plugin-explorer/dist/style.css';
import './style.css';
import { makePartsAccessible } from './accessible-parts';
import { Playground } from './playground';

makePartsAccessible();
createRoot(document.getElementById('playground')!).render(<Playground />);
