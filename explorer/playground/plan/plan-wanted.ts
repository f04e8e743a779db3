let wanted = false;

/** Whether the next request asks for its plan: while the panel of the plan is open. */
export const isPlanWanted = (): boolean => wanted;

/** For an effect of the panel: plans are wanted until the returned function is called. */
export function wantPlans(): () => void {
  wanted = true;
  return () => void (wanted = false);
}
