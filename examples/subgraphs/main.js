// npm run subgraphs: starts the example subgraphs in JavaScript, on the ports in subgraphs.yaml.
// npm run subgraphs NAME…: starts those, for example `inspections` in Python and `staff` in Java.
const { join } = require('node:path');
const { startJava, startPython } = require('./other-languages');
const { serve } = require('./serve');

const SUBGRAPHS = {
  vaccinations: { port: process.env.VACCINATIONS_PORT ?? 4101, start: startHere },
  payments: { port: process.env.PAYMENTS_PORT ?? 4102, start: startHere },
  inspections: { port: process.env.INSPECTIONS_PORT ?? 4103, start: startPython },
  staff: { port: process.env.STAFF_PORT ?? 4104, start: startJava },
};

/** Serves a subgraph in JavaScript in this process. Returns its URL. */
function startHere(name, port) {
  const { resolvers } = require(`./${name}/resolvers`);
  return serve({ sdl: join(__dirname, name, 'schema.graphql'), resolvers, port });
}

async function main(names) {
  for (const name of names) {
    if (!Object.hasOwn(SUBGRAPHS, name))
      throw new Error(`There is no example '${name}'. There are: ${Object.keys(SUBGRAPHS).join(', ')}.`);
  }
  for (const name of names) {
    const { port, start } = SUBGRAPHS[name];
    console.log(`${name.padEnd(12)} ${await start(name, Number(port))}`);
  }
}

const given = process.argv.slice(2);
main(given.length > 0 ? given : ['vaccinations', 'payments']).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
