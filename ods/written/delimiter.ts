const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Returns the delimiter that is most frequent in the first line, outside quotes; a comma if there is none. */
export function delimiterOf(text: string): string {
  const unquoted = text.slice(0, lineLength(text)).replace(/"[^"]*"?/g, '');
  const counts = DELIMITERS.map((delimiter) => unquoted.split(delimiter).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

function lineLength(text: string): number {
  const feed = text.indexOf('\n');
  return feed < 0 ? text.length : feed;
}
