/** A process that serves, as the database knows it: it names itself as the user agent of its connections. */
export interface ConnectedGateway {
  readonly host: string;
  readonly pid: number;
  /** The longest time of a request in milliseconds. */
  readonly requestMs: number;
}

/** Returns the user agent of the connections of a gateway. */
export function toUserAgent({ host, pid, requestMs }: ConnectedGateway): string {
  return `ods-graph gateway on ${host.replaceAll(/[^!-~]/g, '_')}, process ${pid}, requests of ${requestMs} ms`;
}

/** Returns the gateway that has this user agent; null for any other client. */
export function fromUserAgent(agent: string): ConnectedGateway | null {
  const found = /^ods-graph gateway on ([!-~]+), process (\d{1,10}), requests of (\d{1,8}) ms$/.exec(agent);
  return found && { host: found[1]!, pid: Number(found[2]), requestMs: Number(found[3]) };
}
