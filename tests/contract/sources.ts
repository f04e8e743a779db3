import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { HOME } from '../../config';

/** Returns the paths of all files of the repository, from its root: committed files, and new files that git does not ignore. */
export function repositoryFiles(): string[] {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const deleted = new Set(execFileSync('git', ['ls-files', '--deleted'], { cwd: HOME, encoding: 'utf8' }).split('\n'));
  const files = execFileSync('git', list, { cwd: HOME, encoding: 'utf8' }).split('\n');
  return files.filter((file) => file !== '' && !deleted.has(file));
}

/** Returns the TypeScript files of the repository, including those of the explorer. */
export function typescriptFiles(): string[] {
  return repositoryFiles().filter((file) => /\.tsx?$/.test(file));
}

export function textOf(file: string): string {
  return readFileSync(join(HOME, file), 'utf8');
}

const parsed = new Map<string, ts.SourceFile>();

/** Returns the syntax tree of a file of the repository, parsed once, or of the text given instead. */
export function syntaxOf(file: string, text?: string): ts.SourceFile {
  const cached = text === undefined ? parsed.get(file) : undefined;
  if (cached) return cached;
  const source = ts.createSourceFile(file, text ?? textOf(file), ts.ScriptTarget.ES2023, true);
  if (text === undefined) parsed.set(file, source);
  return source;
}

/** Calls `visit` for a node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

export interface Import {
  readonly from: string;
  readonly typesOnly: boolean;
}

/** Returns the modules that a file imports or re-exports by `import`, `export … from`, `import()` and `require()`. */
export function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  walk(source, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypesOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && isDynamicImport(node)) add(node.arguments[0], false);
  });
  return found;

  function add(module: ts.Expression | undefined, typesOnly: boolean) {
    if (module && ts.isStringLiteralLike(module)) found.push({ from: module.text, typesOnly });
  }
}

function isTypesOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  if (clause.name || !named || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

function isDynamicImport({ expression }: ts.CallExpression): boolean {
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')
  );
}
