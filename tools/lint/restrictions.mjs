import { builtinModules } from 'node:module';

const TEST = '[object.name=/^(it|test|describe|suite|bench)$/]';
const NESTED_TEST = '[object.object.name=/^(it|test|describe|suite|bench)$/]';
const SWITCH = '[property.name=/^(only|skip|todo|fixme)$/]';
/** Playwright's `test.skip(condition, 'reason')`, the one switch that says why. */
const WITH_REASON = "CallExpression[arguments.0.type!='Literal'][arguments.1.type=/Literal/]";

/** Tests that would silently not run, or keep the others from running. */
export const NO_SWITCHED_OFF_TESTS = {
  selector: [
    `:not(${WITH_REASON}) > MemberExpression${TEST}${SWITCH}`,
    `MemberExpression${NESTED_TEST}${SWITCH}`,
    'CallExpression > Identifier.callee[name=/^(fit|fdescribe|xit|xdescribe|xtest)$/]',
  ].join(', '),
  message:
    'No focused, skipped or planned tests: mend or delete it; skipIf(condition) is for what a machine lacks.',
};

export const FEW_CONSTRUCTOR_DEPENDENCIES = {
  selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>5]",
  message: 'More than 5 dependencies: this class has more than one job.',
};

const NOW_MESSAGE = 'The domain is pure: take `now` as an argument.';
const CHANCE_MESSAGE = 'The domain is pure: take random numbers from the caller.';

export const NO_CLOCK_SYNTAX = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: NOW_MESSAGE },
  { selector: "CallExpression[callee.name='Date']", message: NOW_MESSAGE },
];

export const NO_CLOCK_PROPERTIES = [
  { object: 'Date', property: 'now', message: NOW_MESSAGE },
  { object: 'Math', property: 'random', message: CHANCE_MESSAGE },
  { object: 'crypto', property: 'randomUUID', message: CHANCE_MESSAGE },
  { object: 'crypto', property: 'getRandomValues', message: CHANCE_MESSAGE },
];

export const NO_CLOCK_GLOBALS = [{ name: 'performance', message: NOW_MESSAGE }];

const bareBuiltins = builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:'));

/** For code that also runs in the browser. */
export const NO_NODE_MODULES = {
  group: ['node:*', ...bareBuiltins.map((name) => `/${name}`)],
  message: 'This code runs in the browser too: no Node modules.',
};

export const NO_DECODERS = {
  group: ['@sensorium/domain/decode', '@sensorium/domain/decode/*'],
  message: 'The page gets decoded readings; decoding belongs to the backend.',
};
