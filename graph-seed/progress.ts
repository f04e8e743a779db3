/** Receives the progress of a load, for example the terminal reporter of the command line. */
export interface Progress {
  line(text: string): void;
  /** `total` is 0 when it is unknown. */
  progress(stage: string, done: number, total: number): void;
  done(stage: string, summary?: string): void;
}

/** Runs the stages of a load one after the other and records how many seconds each took. */
export class Stages {
  readonly seconds: Record<string, number> = {};

  constructor(private readonly report: Progress) {}

  async run<T>(stage: string, work: (advance: (done: number, total: number) => void) => Promise<T>): Promise<T> {
    const start = performance.now();
    this.report.progress(stage, 0, 0);
    const result = await work((done, total) => this.report.progress(stage, done, total));
    const seconds = (performance.now() - start) / 1000;
    this.seconds[stage] = Math.round(seconds * 100) / 100;
    this.report.done(stage);
    return result;
  }
}
