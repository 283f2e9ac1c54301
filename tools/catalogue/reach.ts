import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** Follows no import of `path`, given as it stands there, if it returns false. */
export type Follows = (path: string, specifier: string) => boolean;

/**
 * The files below `root` that `start` needs, at once or later: itself, what it imports by relative paths, and the
 * templates of all of them. Paths from `root`. Types are not needed.
 */
export function reachable(root: string, start: string, follows: Follows): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    if (!path.endsWith('.ts')) continue;
    const from = path;
    const wanted = mentionedFiles(path, readFileSync(join(root, path), 'utf8'));
    const files = wanted.filter((one) => follows(from, one)).map((one) => resolve(root, from, one));
    waiting.push(...files.filter((one) => one !== null));
  }
  return found;
}

function resolve(root: string, from: string, specifier: string): string | null {
  const path = normalize(join(dirname(from), specifier));
  return (
    [path, `${path}.ts`].find((one) => /\.(?:ts|html)$/u.test(one) && existsSync(join(root, one))) ?? null
  );
}

/** Relative paths that a TypeScript file imports, statically or when it runs, and those of its templates. */
function mentionedFiles(path: string, text: string): string[] {
  const specifiers: string[] = [];
  const visit = (node: ts.Node): void => {
    const named = specifierOf(node);
    if (named && ts.isStringLiteralLike(named) && named.text.startsWith('.')) specifiers.push(named.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return specifiers;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) && node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
    return node.moduleSpecifier;
  if (ts.isExportDeclaration(node) && !node.isTypeOnly) return node.moduleSpecifier;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return node.arguments[0];
  if (ts.isNewExpression(node) && node.expression.getText() === 'URL') return node.arguments?.[0];
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'templateUrl') return node.initializer;
  return undefined;
}
