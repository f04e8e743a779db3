import { SingleBar } from 'cli-progress';

/** Progress and notes of a command: a bar on a terminal, a line every few seconds elsewhere. */
export interface Report {
  /** One line of plain words. */
  line(text: string): void;
  /** Progress of a named stage; `total` 0 when it is not known. */
  progress(stage: string, done: number, total: number): void;
  /** Ends the stage in progress. */
  done(stage: string, summary?: string): void;
}

type Output = Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean };

const LINE_EVERY_MS = 3_000;
const count = new Intl.NumberFormat('en-GB');

/** A report on a stream: bars when it is a terminal, else lines. Milliseconds come from `now`, which never jumps. */
export function createReport(output: Output, now: () => number = () => performance.now()): Report {
  return output.isTTY ? barReport(output as NodeJS.WriteStream) : lineReport(output, now);
}

/** A report that says nothing. */
export const silentReport: Report = { line: () => undefined, progress: () => undefined, done: () => undefined };

function lineReport(output: Output, now: () => number): Report {
  const line = (text: string) => void output.write(`${text}\n`);
  const said = new Map<string, number>();
  const started = new Map<string, number>();
  return {
    line,
    progress(stage, done, total) {
      const at = now();
      if (!started.has(stage)) started.set(stage, at);
      if (at - (said.get(stage) ?? started.get(stage)!) < LINE_EVERY_MS) return;
      said.set(stage, at);
      line(`${stage}: ${amount(done, total)}`);
    },
    done(stage, summary) {
      const seconds = started.has(stage) ? ` in ${((now() - started.get(stage)!) / 1_000).toFixed(1)} s` : '';
      said.delete(stage);
      started.delete(stage);
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

function amount(done: number, total: number): string {
  if (total <= 0) return count.format(done);
  return `${count.format(done)} of ${count.format(total)} (${Math.floor((100 * done) / total)} %)`;
}
