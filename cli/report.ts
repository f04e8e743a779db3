import { SingleBar } from 'cli-progress';

/** Progress and messages of a command: a progress bar on a terminal, otherwise a line every few seconds. */
export interface Report {
  /** Writes one line. */
  line(text: string): void;
  /** Shows the progress of a stage; `total` is 0 if unknown. */
  progress(stage: string, done: number, total: number): void;
  /** Ends a stage. */
  done(stage: string, summary?: string): void;
}

type Output = Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean };

const LINE_EVERY_MS = 3_000;
const count = new Intl.NumberFormat('en-GB');

/** Creates a report on a stream. `now` returns monotonic milliseconds. */
export function createReport(output: Output, now: () => number = () => performance.now()): Report {
  return output.isTTY ? barReport(output as NodeJS.WriteStream) : lineReport(output, now);
}

/** A report that writes nothing. */
export const silentReport: Report = { line: () => undefined, progress: () => undefined, done: () => undefined };

function lineReport(output: Output, now: () => number): Report {
  const line = (text: string) => void output.write(`${text}\n`);
  const lastLineAt = new Map<string, number>();
  const startedAt = new Map<string, number>();
  return {
    line,
    progress(stage, done, total) {
      const at = now();
      if (!startedAt.has(stage)) startedAt.set(stage, at);
      if (at - (lastLineAt.get(stage) ?? startedAt.get(stage)!) < LINE_EVERY_MS) return;
      lastLineAt.set(stage, at);
      if (total <= 0 || done < total)
        line(`${stage}: ${amount(done, total)}${timeLeft(done, total, at - startedAt.get(stage)!)}`);
    },
    done(stage, summary) {
      const seconds = startedAt.has(stage) ? ` in ${((now() - startedAt.get(stage)!) / 1_000).toFixed(1)} s` : '';
      lastLineAt.delete(stage);
      startedAt.delete(stage);
      line(`${stage}: ${summary ?? 'done'}${seconds}`);
    },
  };
}

function barReport(output: NodeJS.WriteStream): Report {
  let bar: { readonly stage: string; readonly bar: SingleBar } | undefined;
  const line = (text: string) => void output.write(`${text}\n`);
  const end = () => {
    bar?.bar.stop();
    bar = undefined;
  };
  return {
    line(text) {
      end();
      line(text);
    },
    progress(stage, done, total) {
      if (bar?.stage !== stage) {
        end();
        bar = { stage, bar: newBar(stage, total, output) };
        bar.bar.start(total || done, done);
      }
      bar.bar.setTotal(total || done);
      bar.bar.update(done);
    },
    done(stage, summary) {
      if (bar?.stage === stage) end();
      if (summary !== undefined) line(`${stage}: ${summary}`);
    },
  };
}

function newBar(stage: string, total: number, stream: NodeJS.WriteStream): SingleBar {
  const known = total > 0;
  return new SingleBar({
    stream,
    format: known ? `${stage} [{bar}] {percentage}% | {value}/{total} | {eta_formatted}` : `${stage} {value}`,
    barsize: 30,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    hideCursor: false,
    clearOnComplete: false,
  });
}

/** The time left at the pace so far; '' while it is unknown. */
function timeLeft(done: number, total: number, elapsedMs: number): string {
  if (total <= 0 || done <= 0) return '';
  return `, about ${Math.ceil((elapsedMs * (total - done)) / done / 1_000)} s left`;
}

function amount(done: number, total: number): string {
  if (total <= 0) return count.format(done);
  return `${count.format(done)} of ${count.format(total)} (${Math.floor((100 * done) / total)} %)`;
}
