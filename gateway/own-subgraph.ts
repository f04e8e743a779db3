/** The name of this service's own subgraph in every supergraph. */
export const OWN_SUBGRAPH = 'organisations';
