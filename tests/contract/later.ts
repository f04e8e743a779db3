/** What the contract promises and the schema does not have yet, in the contract's order. */
export const LATER: readonly string[] = [];
