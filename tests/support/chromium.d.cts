/** Path of Chromium for the browser tests. */
export const CHROMIUM: string;
/** Whether to run the browser tests. */
export const RUN: boolean;
