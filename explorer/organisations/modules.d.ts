declare module 'virtual:own-fields' {
  /** Names of the fields of Organisation in our own subgraph. */
  export const OWN_FIELDS: readonly string[];
}
