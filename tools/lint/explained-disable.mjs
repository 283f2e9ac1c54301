const DIRECTIVE = /^\s*eslint-disable/u;
const REASON = /\s--\s+\S/u;

/**
 * A rule switched off in place must say why, after `--`.
 * @type {import('eslint').Rule.RuleModule}
 */
export const explainedDisable = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { reason: 'Say why the rule is switched off, after ` -- `.' },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (DIRECTIVE.test(comment.value) && !REASON.test(comment.value) && comment.loc) {
            context.report({ loc: comment.loc, messageId: 'reason' });
          }
        }
      },
    };
  },
};
