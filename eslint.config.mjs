import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      '.data/**',
      'bench/*/node_modules/**',
      '**/__generated__/**',
      '**/.venv*/**',
      'examples/dashboard/{dist,src/gql}/**',
    ],
  },
  ...tseslint.configs.recommended,
  prettier,
  {
    rules: {
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: false, skipComments: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['tests/**', 'bench/**', 'examples/clients/**'], rules: { 'max-lines-per-function': 'off' } },
  {
    // the words of a page stand in its words.ts
    files: [
      'explorer/organisations/*.tsx',
      'explorer/organisations/{components,enrich,graphql,help,list,navigation,roll-up,search}/**/*.tsx',
      'explorer/organisations/organisation/*.tsx',
      'explorer/organisations/organisation/{glance,members,other-teams,picture,timeline}/*.tsx',
    ],
    rules: { 'no-restricted-syntax': ['error', ...wordsOutsideWordsFiles()] },
  },
  { files: ['**/*.js', '**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);

/** Text that a reader sees or hears, written into the markup of a page. */
function wordsOutsideWordsFiles() {
  const message = 'Write the words of a page in its words.ts.';
  const attributes = 'aria-label|button|caption|label|name|summary|title|what';
  return [
    { selector: 'JSXText[value=/[A-Za-z]{2}/]', message },
    { selector: `JSXAttribute[name.name=/^(${attributes})$/] > Literal[value=/^[A-Z]|[a-z] [a-z]/]`, message },
    { selector: "Property[key.name='head'] > Literal", message },
  ];
}
