import * as z from 'zod';

/** Query of `DELETE /api/alert-rules/:id`: who deletes it. */
export const ruleDeleteQuerySchema = z.object({ by: z.string().trim().min(1).max(128).default('somebody') });
export type RuleDeleteQuery = z.infer<typeof ruleDeleteQuerySchema>;

/** Characters of a file of rules: about a thousand rules as an export writes them. */
export const RULE_FILE_MAX = 262_144;

/** Rules in one file. */
export const RULES_PER_FILE_MAX = 1_000;

/**
 * Body of `POST /api/alert-rules/import`. `add`: each rule of the file is a new one; `replace`: one with the id (else
 * the name) of a rule that there is becomes its next version, the others are new. No rule is ever deleted. `dryRun`:
 * the same report, and nothing changes.
 */
export const ruleImportSchema = z.object({
  yaml: z.string().min(1).max(RULE_FILE_MAX),
  mode: z.enum(['add', 'replace']).default('add'),
  dryRun: z.boolean().default(false),
  by: z.string().trim().max(128).optional(),
});
export type RuleImport = z.output<typeof ruleImportSchema>;

/** What became of one rule of the file; `place` counts from 0. `id`: null while it has none. */
export const importedRuleSchema = z.object({
  place: z.number().int(),
  name: z.string().nullable(),
  id: z.string().nullable(),
  outcome: z.enum(['created', 'replaced', 'unchanged', 'refused']),
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
});
export type ImportedRule = z.infer<typeof importedRuleSchema>;

/** Answer of the import: what became of each rule, in the order of the file, and how many of each. */
export const ruleImportReportSchema = z.object({
  dryRun: z.boolean(),
  created: z.number().int(),
  replaced: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  rules: z.array(importedRuleSchema),
});
export type RuleImportReport = z.infer<typeof ruleImportReportSchema>;
