type Example = readonly [line: string, what: string];

/** Examples of each command, shown at the end of its help; a subcommand is named with its command. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  serve: [
    ['serve', 'serve the graph, with a local Neo4j'],
    ['PORT=8080 ods-graph serve', 'on another port; settings are environment variables'],
  ],
  load: [
    ['load hscorgrefdataxml_data_3.0.0.zip', 'load a release as TRUD offers it'],
    ['load --dry-run october.zip', 'say what would change, and change nothing'],
    ['load --abort 2024-10-31', 'undo a load that was not finished'],
  ],
  'load-measure': [
    [
      'load-measure gp-list-size sizes.csv --date 2024-10-01',
      'one day, code and value columns found by their headings',
    ],
    ['load-measure doses doses.csv --date-column day --sum', 'a day per row, rows of one code and day added up'],
  ],
  releases: [
    ['releases --json', 'the loaded releases, as JSON'],
    ['releases --live 2024-10-31', 'answer from this one when nothing else is asked for'],
    ['releases --prune --keep 3', 'take out all but the newest three'],
  ],
  query: [
    ['query examples/walk.graphql', 'answer a query without a server'],
    ["query --as-of 'date=2021-03-31' query.graphql --variables variables.json", 'with variables, on a day'],
  ],
  schema: [
    ['schema > api.graphql', 'what clients see'],
    ['schema --markdown > api.md', 'the same, as a reference to read'],
    ['schema --subgraph > organisations.graphql', 'our subgraph, for another router'],
  ],
  compose: [['SUBGRAPHS=subgraphs.yaml ods-graph compose', 'the supergraph, or what is wrong with it']],
  db: [
    ['db start', 'start the local Neo4j in the background'],
    ['db fetch --to jars', 'a folder to carry to a machine without a network'],
  ],
  'db start': [['db start', 'start it in the background; LOCAL_NEO4J_PORT chooses its port']],
  'db stop': [['db stop', 'stop it, whoever started it']],
  'db status': [['db status --json', 'whether it runs and where its files are, as JSON']],
  'db fetch': [
    ['db fetch --to jars', 'fetch the jars and copy them to a folder'],
    ['db fetch --from jars', 'take them from that folder, without a network'],
  ],
  sample: [
    ['sample releases', 'write the two invented releases and list sizes'],
    ['sample big --scale national', 'as many organisations as the real ones'],
  ],
  config: [['config --json', 'every setting, its value, its default and where it came from']],
  completion: [
    ['completion bash >> ~/.bashrc', 'for bash'],
    ['completion zsh > ~/.zsh/_ods-graph', 'for zsh, in a folder of $fpath'],
    ['completion fish > ~/.config/fish/completions/ods-graph.fish', 'for fish'],
  ],
};

/** The examples of a command as a block for the end of its help. */
export function examplesOf(name: string): string {
  const lines = (EXAMPLES[name] ?? []).map(([line, what]) => [
    line.includes('ods-graph ') ? line : `ods-graph ${line}`,
    what,
  ]);
  const width = Math.max(...lines.map(([line]) => line!.length));
  return ['', 'Examples:', ...lines.map(([line, what]) => `  ${line!.padEnd(width)}  ${what}`)].join('\n');
}
