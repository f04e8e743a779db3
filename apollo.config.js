/** Points editors at the committed schema, so that every .graphql file is checked while it is typed. */
module.exports = {
  client: {
    service: { name: 'organisation-graph-gateway', localSchemaFile: './schema/api.graphql' },
    includes: ['./examples/**/*.graphql', './tests/**/*.graphql'],
    excludes: ['**/node_modules/**', './schema/**'],
  },
};
