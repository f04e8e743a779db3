/** Prints three tables in Markdown: the checks of each client, those of each cache, and what becomes of data beside errors. */
export function printTables(found) {
  console.log(checks(found, 'results', ['query', 'get', 'persisted', 'dates', 'pages', 'error']));
  console.log(
    checks(
      found.filter(({ cache }) => cache),
      'cache',
      ['rules', 'parts', 'lists'],
    ),
  );
  const rows = found.flatMap(({ name, partial }) =>
    Object.entries(partial).map(([way, outcome]) => [name, way, outcome]),
  );
  console.log(table(['client', 'way', 'data beside an error'], rows));
}

function checks(found, group, names) {
  return table(
    ['client', ...names],
    found.map((client) => [client.name, ...names.map((name) => client[group][name])]),
  );
}

export function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(inOneLine).join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

const inOneLine = (cell) => String(cell).replaceAll('\n', ' ').replaceAll('|', '\\|');
