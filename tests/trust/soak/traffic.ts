import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type SoakRequest, type Random } from './requests';

/** What the requests of the soak brought. */
export interface Traffic {
  right: number;
  /** Responses without errors whose data is not what a calm gateway answered. */
  readonly wrong: string[];
  /** Requests by the code of their error, or by what went wrong with the connection. */
  readonly failed: Map<string, number>;
  /** Milliseconds since the start of the soak at which requests failed. */
  readonly failedAt: number[];
  /** Requests that were not sent, because too many were open. */
  left: number;
}

const MOST_OPEN = 1_000;

/** Sends `perSecond` requests a second, whether or not earlier ones are answered, until `isOver`. */
export async function sendTraffic(
  url: string,
  requests: readonly SoakRequest[],
  perSecond: number,
  random: Random,
  isOver: () => boolean,
): Promise<Traffic> {
  const traffic: Traffic = { right: 0, wrong: [], failed: new Map(), failedAt: [], left: 0 };
  const start = performance.now();
  const open = new Set<Promise<void>>();
  for (let sent = 0; !isOver();) {
    for (const due = ((performance.now() - start) / 1000) * perSecond; sent < due; sent++) {
      if (open.size >= MOST_OPEN) {
        traffic.left++;
        continue;
      }
      const request = requests[Math.floor(random() * requests.length)] as SoakRequest;
      const work: Promise<void> = sendOne(url, request, traffic, start).finally(() => open.delete(work));
      open.add(work);
    }
    await sleep(5);
  }
  await Promise.all(open);
  return traffic;
}

async function sendOne(url: string, { body, answer }: SoakRequest, traffic: Traffic, start: number): Promise<void> {
  const at = performance.now() - start;
  const failed = (code: string) => {
    traffic.failed.set(code, (traffic.failed.get(code) ?? 0) + 1);
    traffic.failedAt.push(at);
  };
  try {
    const { codes, hash } = await ask(url, body, 20_000);
    if (hash === undefined) failed(codes[0] as string);
    else if (hash === answer) traffic.right++;
    else traffic.wrong.push(body);
  } catch (error) {
    failed((error as { code?: string }).code ?? String(error));
  }
}
