import Mustache from 'mustache';
import type { NoticeView } from './notice-view.js';

/** Most characters that one template may make, and so the most sections that it may go through. */
const WORK_MAX = 262_144;

/** Makes a value safe in the text that a channel takes. */
export type Escape = (value: string) => string;

/** A template that cannot be read or makes too much, in words. */
export class TemplateFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TemplateFault';
  }
}

/** Mustache without a way around escaping, and with an end: nested sections grow like powers. */
class BoundedWriter extends Mustache.Writer {
  private work = 0;

  constructor(private readonly escapeValue: Escape) {
    super();
  }

  override unescapedValue(token: string[], context: Mustache.Context): string {
    const value: unknown = context.lookup(token[1] ?? '');
    return typeof value === 'string' || typeof value === 'number' ? this.escapeValue(String(value)) : '';
  }

  override escapedValue(token: string[], context: Mustache.Context): string {
    return this.unescapedValue(token, context);
  }

  override renderTokens(...args: Parameters<Mustache.Writer['renderTokens']>): string {
    const text = super.renderTokens(...args);
    this.work += text.length + 1;
    if (this.work > WORK_MAX) throw new TemplateFault(`the template makes more than ${WORK_MAX} characters`);
    return text;
  }
}

/**
 * The text of a logic-less template (mustache(5)) with the values of `view`, each through `escape`, triple braces too.
 * Names that are not there give nothing; there are no partials. Throws TemplateFault.
 */
export function renderTemplate(template: string, view: NoticeView, escape: Escape): string {
  try {
    return new BoundedWriter(escape).render(template, bare(view), {});
  } catch (error) {
    if (error instanceof TemplateFault) throw error;
    throw new TemplateFault(
      `the template cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Why a template cannot be used; undefined if it can. */
export function templateFault(template: string | undefined, view: NoticeView): string | undefined {
  if (template === undefined) return undefined;
  try {
    renderTemplate(template, view, (value) => value);
    return undefined;
  } catch (error) {
    return error instanceof TemplateFault ? error.message : String(error);
  }
}

/**
 * The text of a template; undefined if there is none, it fails or it is empty: then the caller's own text is sent,
 * since a mistake in a template must not keep an alert from being told.
 */
export function ownText(template: unknown, view: NoticeView, escape: Escape): string | undefined {
  if (typeof template !== 'string') return undefined;
  try {
    const text = renderTemplate(template, view, escape).trim();
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}

/** A frozen copy whose objects have no prototype, so that a template sees values and nothing of the language. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(Object.setPrototypeOf(value.map(bare), null));
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [name, one] of Object.entries(value)) copy[name] = bare(one);
  return Object.freeze(copy);
}
