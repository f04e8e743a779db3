// Installs and starts the example subgraphs that are not in JavaScript. What they need is installed into their own folders.
const { spawn, spawnSync } = require('node:child_process');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Serves a subgraph in Python on a port (0 picks a free one). Returns its URL. */
function startPython(name, port) {
  requireTools(name, { python3: ['--version'] }, 'Python 3.10 or newer (Debian: apt-get install python3-venv)');
  const folder = join(__dirname, name);
  const python = join(folder, '.venv', 'bin', 'python');
  onceFor(join(folder, '.venv', 'installed'), [join(folder, 'requirements.txt')], () => {
    run(folder, 'python3', ['-m', 'venv', '.venv']);
    run(folder, python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt']);
  });
  return serving(name, spawn(python, ['subgraph.py', String(port)], { cwd: folder, stdio: STDIO }));
}

/** Serves a subgraph in Java on a port (0 picks a free one). Returns its URL. */
function startJava(name, port) {
  const tools = { mvn: ['--version'], javac: ['--version'] };
  requireTools(
    name,
    tools,
    'Maven and a JDK of Java 17 or newer (Debian: apt-get install maven openjdk-17-jdk-headless)',
  );
  const folder = join(__dirname, name);
  const sources = [join(folder, 'pom.xml'), join(folder, 'Subgraph.java')];
  onceFor(join(folder, 'target', 'installed'), sources, () => {
    run(folder, 'mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=target/lib']);
    run(folder, 'javac', ['-cp', 'target/lib/*', '-d', 'target/classes', 'Subgraph.java']);
  });
  const options = ['-cp', 'target/lib/*:target/classes', 'Subgraph', 'schema.graphql', String(port)];
  return serving(name, spawn('java', options, { cwd: folder, stdio: STDIO }));
}

const STDIO = ['ignore', 'pipe', 'inherit'];

/** Throws if one of the tools cannot be run. */
function requireTools(name, tools, needed) {
  const missing = Object.entries(tools).filter(([tool, check]) => spawnSync(tool, check).status !== 0);
  if (missing.length > 0)
    throw new Error(`${name} needs ${needed}. This machine has no ${missing.map(([tool]) => tool).join(' and no ')}.`);
}

/** Installs if the contents of the files differ from those of the last time. */
function onceFor(marker, files, install) {
  const wanted = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  install();
  writeFileSync(marker, wanted);
}

function run(cwd, command, options) {
  const { status, stdout, stderr, error } = spawnSync(command, options, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stdout + stderr}`);
}

/** Returns the URL that a process prints when it listens. The process ends with this one. */
function serving(name, child) {
  const end = () => child.kill();
  process.once('exit', end);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit());
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (part) => {
      text += part;
      const url = /^http:\S+$/m.exec(text)?.[0];
      if (url) resolve(url);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with exit code ${code}.`)));
  });
}

module.exports = { startJava, startPython };
