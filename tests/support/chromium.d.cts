/** Path of the browser of the browser tests. */
export const CHROMIUM: string;
/** Whether the browser tests are run. */
export const RUN: boolean;
