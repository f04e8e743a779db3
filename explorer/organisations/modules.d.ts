declare module 'virtual:own-fields' {
  /** The fields that Organisation has without other teams' subgraphs. */
  export const OWN_FIELDS: readonly string[];
}
