/** Returns the value of an argument. */
export type ArgumentOf = (name: string) => unknown;
