import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { explainedDisable } from './tools/lint/explained-disable.mjs';
import * as restrictions from './tools/lint/restrictions.mjs';
import { depConstraints } from './tools/lint/scopes.mjs';

const SOURCES = ['**/*.ts', '**/*.mts', '**/*.mjs'];
const TESTS = ['**/*.spec.ts', '**/test/**/*.ts', 'e2e/**/*.ts'];
const { NO_SWITCHED_OFF_TESTS, FEW_CONSTRUCTOR_DEPENDENCIES, NO_CLOCK_SYNTAX } = restrictions;

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/.angular/',
    '**/.nx/',
    '**/.report/',
    '**/test-results/',
    'data/',
    'bench/results/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  {
    name: 'sensorium/types',
    files: SOURCES,
    extends: [
      eslint.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // The compiler knows; this rule does not know the globals.
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
    },
  },
  {
    name: 'sensorium/size-and-care',
    files: SOURCES,
    plugins: { sensorium: { rules: { 'explained-disable': explainedDisable } } },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': ['error', NO_SWITCHED_OFF_TESTS, FEW_CONSTRUCTOR_DEPENDENCIES],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'hack', 'xxx'], location: 'start' }],
      'sensorium/explained-disable': 'error',
    },
  },
  {
    name: 'sensorium/boundaries',
    files: SOURCES,
    // Its types are those of an older ESLint.
    plugins: { '@nx': /** @type {import('eslint').ESLint.Plugin} */ (/** @type {unknown} */ (nx)) },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], banTransitiveDependencies: true, allowCircularSelfDependency: false, depConstraints },
      ],
    },
  },
  {
    name: 'sensorium/runs-in-the-browser-too',
    files: ['libs/*/src/**/*.ts'],
    ignores: TESTS,
    rules: { 'no-restricted-imports': ['error', { patterns: [restrictions.NO_NODE_MODULES] }] },
  },
  {
    name: 'sensorium/pure-domain',
    files: ['libs/domain/src/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...restrictions.NO_CLOCK_GLOBALS],
      'no-restricted-properties': ['error', ...restrictions.NO_CLOCK_PROPERTIES],
      'no-restricted-syntax': [
        'error',
        NO_SWITCHED_OFF_TESTS,
        FEW_CONSTRUCTOR_DEPENDENCIES,
        ...NO_CLOCK_SYNTAX,
      ],
    },
  },
  {
    name: 'sensorium/angular',
    files: ['frontend/src/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: /** @type {import('eslint').Linter.Processor} */ (angular.processInlineTemplates),
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [restrictions.NO_NODE_MODULES, restrictions.NO_DECODERS] },
      ],
    },
  },
  {
    name: 'sensorium/angular-templates',
    files: ['frontend/src/**/*.html'],
    ignores: ['frontend/src/index.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
  {
    name: 'sensorium/tests',
    files: TESTS,
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
