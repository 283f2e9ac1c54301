import {
  ASTWithSource,
  CombinedRecursiveAstVisitor,
  Conditional,
  Interpolation,
  LiteralPrimitive,
  parseTemplate,
  PropertyRead,
  SafePropertyRead,
  type AST,
  type BindingPipe,
  type Call,
  type TemplateLiteral,
  type TmplAstBoundAttribute,
  type TmplAstBoundText,
  type TmplAstElement,
  type TmplAstText,
  type TmplAstTextAttribute,
} from '@angular/compiler';
import { noteLookup, type Mentions } from './mentions.ts';

/** Attributes that people read or hear. */
const READ_ATTRIBUTES = new Set([
  'alt',
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'placeholder',
  'title',
]);
/** Elements that show code, not language. */
const CODE_ELEMENTS = new Set(['code', 'kbd', 'pre', 'samp']);
/** The name of the product is the same in every language. */
const NAMES = new Set(['Sensorium']);

/** Notes the keys that a template mentions, and returns the texts that are written into it. */
export function readTemplate(path: string, text: string, mentions: Mentions): string[] {
  const { nodes, errors } = parseTemplate(text, path);
  if (errors && errors.length > 0) throw new Error(`${path}: ${errors.map(({ msg }) => msg).join('; ')}`);
  const reader = new TemplateReader(path, mentions);
  for (const node of nodes) reader.visit(node);
  return reader.hardCoded;
}

class TemplateReader extends CombinedRecursiveAstVisitor {
  readonly hardCoded: string[] = [];
  readonly #path: string;
  readonly #mentions: Mentions;

  constructor(path: string, mentions: Mentions) {
    super();
    this.#path = path;
    this.#mentions = mentions;
  }

  /** `translate="no"` is HTML's own word for names and samples. */
  override visitElement(element: TmplAstElement): void {
    const untranslated = element.attributes.some(({ name, value }) => name === 'translate' && value === 'no');
    if (!untranslated && !CODE_ELEMENTS.has(element.name)) super.visitElement(element);
  }

  override visitText(text: TmplAstText): void {
    this.#judge(text.value);
  }

  override visitTextAttribute({ name, value }: TmplAstTextAttribute): void {
    this.#mentions.quoted.add(value);
    if (READ_ATTRIBUTES.has(name)) this.#judge(value);
  }

  override visitBoundText(text: TmplAstBoundText): void {
    for (const shown of shownTexts(text.value)) this.#judge(shown);
    super.visitBoundText(text);
  }

  override visitBoundAttribute(attribute: TmplAstBoundAttribute): void {
    if (READ_ATTRIBUTES.has(attribute.name))
      for (const shown of shownTexts(attribute.value)) this.#judge(shown);
    super.visitBoundAttribute(attribute);
  }

  override visitLiteralPrimitive({ value }: LiteralPrimitive): void {
    if (typeof value === 'string') this.#mentions.quoted.add(value);
  }

  override visitTemplateLiteral(literal: TemplateLiteral, context: unknown): void {
    const [start, end] = [literal.elements.at(0)?.text ?? '', literal.elements.at(-1)?.text ?? ''];
    if (literal.expressions.length === 0) this.#mentions.quoted.add(start);
    else if (start.includes('.')) this.#mentions.patterns.push({ start, end });
    super.visitTemplateLiteral(literal, context);
  }

  override visitCall(call: Call, context: unknown): void {
    const { receiver } = call;
    if (receiver instanceof PropertyRead || receiver instanceof SafePropertyRead) {
      this.#lookup(receiver.name, call.args[0]);
    }
    super.visitCall(call, context);
  }

  override visitPipe(pipe: BindingPipe, context: unknown): void {
    this.#lookup(pipe.name, pipe.exp);
    super.visitPipe(pipe, context);
  }

  #lookup(name: string, key: AST | undefined): void {
    if (key instanceof LiteralPrimitive && typeof key.value === 'string') {
      noteLookup(this.#mentions, name, key.value, this.#path);
    }
  }

  #judge(text: string): void {
    const words = text.trim();
    if (/\p{L}/u.test(words) && !NAMES.has(words)) this.hardCoded.push(`${this.#path}: "${words}"`);
  }
}

/** The texts that an expression shows as they stand: around values, by themselves, or in a choice. */
function shownTexts(ast: AST): string[] {
  if (ast instanceof ASTWithSource) return shownTexts(ast.ast as AST);
  if (ast instanceof Interpolation) return [...ast.strings, ...ast.expressions.flatMap(shownTexts)];
  if (ast instanceof Conditional) return [...shownTexts(ast.trueExp), ...shownTexts(ast.falseExp)];
  return ast instanceof LiteralPrimitive && typeof ast.value === 'string' ? [ast.value] : [];
}
