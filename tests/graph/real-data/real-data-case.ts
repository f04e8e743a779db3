/** A true statement about the NHS with a query and its complete response. The responses come from the XML of the releases, not from this code. */
export interface RealDataCase {
  readonly statement: string;
  readonly query: string;
  readonly response: unknown;
}
