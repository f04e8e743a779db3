/** Progress and notes of a command: a bar on a terminal, a line every few seconds elsewhere. */
export interface Report {
  /** One line of plain words. */
  line(text: string): void;
  /** Progress of a named stage; `total` 0 when it is not known. */
  progress(stage: string, done: number, total: number): void;
  /** Ends the stage in progress. */
  done(stage: string, summary?: string): void;
}
