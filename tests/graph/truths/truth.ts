/** A true sentence about the NHS, the query that asks it and the whole answer. Found in the XML of the releases, not by this code. */
export interface Truth {
  readonly truth: string;
  readonly query: string;
  readonly answer: unknown;
}
