import type { CodegenConfig } from '@graphql-codegen/cli';

/** Writes src/gql: types and typed documents for src/documents, and the possible types of interfaces. */
const config: CodegenConfig = {
  schema: '../../schema/api.graphql', // or the address of the API, with /schema.graphql
  documents: 'src/documents/*.graphql',
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        strictScalars: true, // a scalar without a type below is an error, not `any`
        scalars: {
          LocalDate: 'string', // '2024-10-31'. A Date would have a time and a time zone.
          BigInt: 'string | number', // of other subgraphs; see src/exact-integers.ts
          Long: 'string | number',
        },
        enumsAsTypes: true,
        useTypeImports: true,
      },
    },
    'src/gql/possible-types.ts': {
      plugins: ['fragment-matcher'],
      config: { useExplicitTyping: true, apolloClientVersion: 3 },
    },
  },
};

export default config;
