import { Store } from './store';
import type { PlanReport } from './plan/plan-report';

/** The text of the status line. */
export const STATUS = new Store('');

/** The plan of the last response; null if it has none, undefined before the first one. */
export const PLAN = new Store<PlanReport | null | undefined>(undefined);

/** The address in the explorer of the organisation that was asked for last; undefined if there is none. */
export const ASKED = new Store<{ readonly code: string; readonly url: string } | undefined>(undefined);
