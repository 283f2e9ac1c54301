import ts from 'typescript';
import { noteLookup, type Mentions } from './mentions.ts';

/** A template that stands inside a component. */
export interface InlineTemplate {
  path: string;
  text: string;
}

/** Notes the keys that a TypeScript file mentions, and returns its inline templates. */
export function readScript(path: string, text: string, mentions: Mentions): InlineTemplate[] {
  const templates: InlineTemplate[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) mentions.quoted.add(node.text);
    else if (ts.isTemplateExpression(node)) notePattern(node, mentions);
    else if (ts.isCallExpression(node)) noteCall(node, path, mentions);
    else if (isTemplateProperty(node)) templates.push({ path, text: node.initializer.text });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return templates;
}

function notePattern(node: ts.TemplateExpression, { patterns }: Mentions): void {
  const start = node.head.text;
  if (start.includes('.')) patterns.push({ start, end: node.templateSpans.at(-1)?.literal.text ?? '' });
}

function noteCall(node: ts.CallExpression, path: string, mentions: Mentions): void {
  const [first] = node.arguments;
  const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  if (first && ts.isStringLiteralLike(first) && ts.isIdentifier(name))
    noteLookup(mentions, name.text, first.text, path);
}

function isTemplateProperty(
  node: ts.Node,
): node is ts.PropertyAssignment & { initializer: ts.StringLiteralLike } {
  return (
    ts.isPropertyAssignment(node) &&
    ts.isIdentifier(node.name) &&
    node.name.text === 'template' &&
    ts.isStringLiteralLike(node.initializer)
  );
}
