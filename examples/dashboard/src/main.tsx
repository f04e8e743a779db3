import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApolloProvider } from '@apollo/client/react';
import { apiAddress, createClient } from './client';
import { Dashboard } from './dashboard';
import './style.css';

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <ApolloProvider client={createClient(apiAddress())}>
      <Dashboard />
    </ApolloProvider>
  </StrictMode>,
);
