// npm run subgraphs: starts both example subgraphs on the ports in subgraphs.yaml.
const { join } = require('node:path');
const { serve } = require('./serve');

const PORTS = { vaccinations: process.env.VACCINATIONS_PORT ?? 4101, payments: process.env.PAYMENTS_PORT ?? 4102 };

async function main() {
  for (const [name, port] of Object.entries(PORTS)) {
    const { resolvers } = require(`./${name}/resolvers`);
    const url = await serve({ sdl: join(__dirname, name, 'schema.graphql'), resolvers, port: Number(port) });
    console.log(`${name.padEnd(12)} ${url}`);
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
