export type Direction = 'DOWN' | 'UP';

/** The hierarchy of a view in one direction, at one moment. */
export interface HierarchyQuery {
  readonly view: string;
  readonly direction: Direction;
  readonly asOf: Record<string, string> | null;
}
