import { join } from 'node:path';
import { STATEMENTS } from '../catalog/statements';
import type { Statement } from '../../graph/graph';
import type { FactRow } from '../facts/facts';
import { ROLES, STATES, SUCCESSIONS } from '../staging/kinds';
import type { StagedRelease } from '../staging/staged-release';
import type { Difference } from '../writing/difference';
import { batchNames } from '../writing/journalled-writer';
import type { LoadPlan } from '../writing/plan';
import { CsvFile, fieldOf, headerOf, LIST_DELIMITER, toField, toFields } from './csv';
import { StoreNotMade, type CsvFiles, type CsvGroup } from './new-store';

/** The end of a fact that is in the newest release, as the statements write it. */
const OPEN = 2_147_483_647;

export interface Imported {
  readonly staged: StagedRelease;
  readonly difference: Difference;
  readonly plan: LoadPlan;
  readonly sha256: string;
  readonly batchRows: number;
}

/**
 * Writes a first release as CSV files: its facts, the journal of the batches in which they would be written, and a
 * catalog with a release that is not published. So a load that finds the new store continues it as an interrupted one.
 * Findings are left to the load: most have an empty list, which the importer leaves out.
 */
export function writeCsvFiles(folder: string, imported: Imported): CsvFiles {
  const writer = new FilesWriter(folder, imported);
  try {
    writer.states();
    writer.roles();
    writer.links();
    writer.codeLists();
    writer.catalog();
    return writer.files();
  } finally {
    writer.abandon();
  }
}

class FilesWriter {
  private readonly nodes: CsvGroup[] = [];
  private readonly relationships: CsvGroup[] = [];
  private readonly batches: string[] = [];
  private multiline = false;
  private readonly opened: CsvFile[] = [];
  private readonly ends: string;

  constructor(
    private readonly folder: string,
    private readonly imported: Imported,
  ) {
    this.ends = `${imported.plan.number},${OPEN}`;
  }

  files(): CsvFiles {
    const { nodes, relationships, multiline } = this;
    return { nodes, relationships, multiline, listDelimiter: LIST_DELIMITER };
  }

  /** Closes the files that an error left open. */
  abandon(): void {
    for (const file of this.opened) file.abandon();
  }

  states(): void {
    const organisations = this.open('Organisation', ['code:ID(organisation)']);
    const states = this.open('State', this.header(STATEMENTS.states, { 1: 'code:ID(state)' }));
    const links = this.open('STATE', [':START_ID(organisation)', ':END_ID(state)']);
    this.each(STATES, ({ code, json }) => {
      const id = toField(code);
      organisations.write(id);
      states.write(this.fact(json));
      links.write(`${id},${id}`);
    });
    this.close(this.nodes, organisations, states);
    this.close(this.relationships, links);
  }

  roles(): void {
    const roles = this.open('Role', this.header(STATEMENTS.roles, { 0: 'hash:ID(role)', 1: ':IGNORE' }));
    const links = this.open('HOLDS', [':START_ID(organisation)', ':END_ID(role)']);
    this.each(ROLES, ({ code, hash, json }) => {
      roles.write(this.fact(json));
      links.write(`${toField(code)},${toField(hash)}`);
    });
    this.close(this.nodes, roles);
    this.close(this.relationships, links);
  }

  links(): void {
    const ends = { 1: ':START_ID(organisation)', 2: ':END_ID(organisation)' };
    for (const type of this.imported.staged.linkKinds) {
      const statement = type === SUCCESSIONS ? STATEMENTS.successions : STATEMENTS.relationships;
      const links = this.open(type, this.header(statement, ends));
      this.each(type, ({ json }) => links.write(this.fact(json)));
      this.close(this.relationships, links);
    }
  }

  codeLists(): void {
    const entries = this.open('CodeListEntry', this.header(STATEMENTS['code-lists']));
    const { codeLists } = this.imported.staged;
    for (const { list, code, name, canBePrimary } of codeLists)
      entries.write(this.fact(JSON.stringify([list, code, name, canBePrimary])));
    this.close(this.nodes, entries);
    this.journal('code-lists', codeLists.length);
  }

  catalog(): void {
    const { plan, staged, sha256 } = this.imported;
    const catalog = this.open('Catalog', ['id:string', 'live:long', 'generation:long', 'sample:boolean']);
    catalog.write('"catalog",0,0,false');
    const { publicationDate, sequence } = staged.manifest;
    const texts = { id: publicationDate, publicationDate, sha256, status: 'LOADING' };
    const numbers = { number: plan.number, sequence: Number(sequence ?? 0), base: 0 };
    const release = this.open('Release', [
      ...Object.keys(texts).map((name) => `${name}:string`),
      ...Object.keys(numbers).map((name) => `${name}:double`),
    ]);
    release.write([...Object.values(texts), ...Object.values(numbers)].map(toField).join(','));
    const journal = this.open('Batch', ['release:double', 'name:string', 'attempt:string']);
    for (const name of this.batches) journal.write(`${plan.number},${toField(name)},"import"`);
    this.close(this.nodes, catalog, release, journal);
  }

  private open(name: string, header: readonly string[]): CsvFile {
    const file = new CsvFile(name, join(this.folder, `import-${this.opened.length + 1}.csv`));
    this.opened.push(file);
    file.append(header.join(','));
    return file;
  }

  private close(groups: CsvGroup[], ...files: readonly CsvFile[]): void {
    for (const file of files) {
      file.close();
      if (file.rows > 0) groups.push({ name: file.name, files: [file.path] });
    }
  }

  /** The header of the facts of a statement. `keys` replaces fields by their columns. */
  private header(statement: Statement, keys: Readonly<Record<number, string>> = {}): string[] {
    const fields = headerOf(statement);
    for (const [column, field] of Object.entries(keys)) fields[Number(column)] = field;
    return [...fields, fieldOf('fromRelease'), fieldOf('untilRelease')];
  }

  private fact(json: string): string {
    if (json.includes('\\')) this.checkTexts(json);
    return `${toFields(json)},${this.ends}`;
  }

  private checkTexts(json: string): void {
    if (json.includes('\\u001f')) throw new StoreNotMade('a text has the character U+001F');
    this.multiline ||= /\\[nr]/.test(json);
  }

  private each(kind: string, write: (row: FactRow) => void): void {
    let rows = 0;
    for (const row of this.imported.difference.created(kind)) {
      write(row);
      rows++;
    }
    this.journal(kind, rows);
  }

  private journal(name: string, rows: number): void {
    this.batches.push(...batchNames(name, rows, this.imported.batchRows));
  }
}
