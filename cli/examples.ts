type Example = readonly [line: string, what: string];

/** Examples by command or subcommand, shown at the end of its help. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  serve: [
    ['serve', 'start the server, with a local Neo4j'],
    ['PORT=8080 ods-graph serve', 'on another port; settings are environment variables'],
  ],
  load: [
    ['load hscorgrefdataxml_data_3.0.0.zip', 'load a release as downloaded from TRUD'],
    ['load --dry-run october.zip', 'report what would change, without loading'],
    ['load --abort 2024-10-31', 'undo an unfinished load'],
  ],
  'load-measure': [
    [
      'load-measure gp-list-size sizes.csv --date 2024-10-01',
      'one date; code and value columns are found by their headings',
    ],
    [
      'load-measure doses doses.csv --date-column day --sum',
      'a date per row; rows with the same code and date are added up',
    ],
  ],
  'load-postcodes': [
    ['load-postcodes ONSPD_AUG_2024.zip', 'the ONS Postcode Directory as published'],
    ['load-postcodes nspl.csv --date 2024-08-01', 'a CSV file whose name has no month'],
  ],
  pull: [
    ['pull', 'download and load what is new; TRUD_API_KEY holds the key'],
    ['pull --list', 'list the releases of the service, and which are loaded'],
    ['pull --since 2024-01-01 --keep 3', 'load all of 2024, keep the newest three files'],
    ['pull --watch 6h', 'look for new releases every six hours'],
  ],
  releases: [
    ['releases --json', 'list the loaded releases as JSON'],
    ['releases --live 2024-10-31', 'make this the default release'],
    ['releases --prune --keep 3', 'delete all but the newest three'],
  ],
  query: [
    ['query examples/views-and-kinds.graphql', 'run a query without a server'],
    ["query --as-of 'date=2021-03-31' query.graphql --variables variables.json", 'with variables, on a date'],
  ],
  match: [
    ['match practices.csv > with-codes.csv', 'columns are found by their headings'],
    ['match sites.csv --name-column Site --postcode-column PC', 'or named'],
  ],
  enrich: [
    ['enrich events.csv --date-column day --output events-with-icb.csv', 'ten columns, each row as of its own day'],
    ['enrich codes.csv --add name,successor --date 2024-10-31 > codes-now.csv', 'what became of old codes'],
    ['enrich events.csv --url https://ods.example.org --date-column day > out.csv', 'by a running server'],
  ],
  schema: [
    ['schema > api.graphql', 'the schema that clients see'],
    ['schema --markdown > api.md', 'the same, as a Markdown reference'],
    ['schema --subgraph > organisations.graphql', 'our subgraph, for another router'],
  ],
  compose: [
    ['SUBGRAPHS=subgraphs.yaml ods-graph compose', 'print the supergraph, or why it does not compose'],
    ['compose --against https://ods.example --operations clients/', 'what breaks, and for whom, before you deploy'],
    ['compose --watch', 'while you write a schema'],
    ['compose --sizes http://127.0.0.1:4000', 'the sizes of the lists of others, as assumed and as measured'],
  ],
  db: [
    ['db start', 'start the local Neo4j in the background'],
    ['db fetch --to jars', 'copy the jars for a machine without a network'],
  ],
  'db start': [['db start', 'start it in the background; LOCAL_NEO4J_PORT sets its port']],
  'db stop': [['db stop', 'stop it, even if another process started it']],
  'db status': [['db status --json', 'print its state and the paths of its files as JSON']],
  'db fetch': [
    ['db fetch --to jars', 'download the jars and copy them to a folder'],
    ['db fetch --from jars', 'use the jars in that folder, without a network'],
  ],
  sample: [
    ['sample releases', 'write two invented releases and list sizes'],
    ['sample big --scale national', 'as many organisations as the real releases'],
  ],
  config: [['config --json', 'print every setting with value, default and source']],
  doctor: [
    ['doctor', 'check everything that a start needs; exit code 1 if there is a problem'],
    ['doctor --json', 'the same as JSON'],
  ],
  completion: [
    ['completion bash >> ~/.bashrc', 'for bash'],
    ['completion zsh >> ~/.zshrc', 'for zsh, after the line with compinit'],
    ['completion fish > ~/.config/fish/completions/ods-graph.fish', 'for fish'],
  ],
};

/** The examples of a command as text for its help. */
export function examplesOf(name: string): string {
  const lines = (EXAMPLES[name] ?? []).map(([line, what]) => [
    line.includes('ods-graph ') ? line.replace('ods-graph ', 'npx ods-graph ') : `npx ods-graph ${line}`,
    what,
  ]);
  const width = Math.max(...lines.map(([line]) => line!.length));
  return ['', 'Examples:', ...lines.map(([line, what]) => `  ${line!.padEnd(width)}  ${what}`)].join('\n');
}
