export type Direction = 'DOWN' | 'UP';

/** Which hierarchy is shown, when, and which way it is walked. */
export interface Walk {
  readonly view: string;
  readonly direction: Direction;
  readonly asOf: Record<string, string> | null;
}
