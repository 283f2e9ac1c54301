import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Settings } from './settings.js';

const LEVELS: readonly Settings['logLevel'][] = ['error', 'warn', 'info', 'debug'];
const NEST_LEVELS: Readonly<Record<Settings['logLevel'], LogLevel>> = {
  error: 'error',
  warn: 'warn',
  info: 'log',
  debug: 'debug',
};

/** Contexts in which the framework tells of itself; of interest only to who looks for a fault in it. */
const FRAMEWORK = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
  'WebSocketsController',
]);

class ThreadLogger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (FRAMEWORK.has(String(rest.at(-1)))) super.debug(message, ...rest);
    else super.log(message, ...rest);
  }
}

/** Logger of one thread that shows `level` and everything worse. */
export function createLogger(level: Settings['logLevel']): ConsoleLogger {
  const shown = LEVELS.slice(0, LEVELS.indexOf(level) + 1).map((one) => NEST_LEVELS[one]);
  return new ThreadLogger({
    prefix: 'Sensorium',
    logLevels: ['fatal', ...shown],
    colors: process.stdout.isTTY,
  });
}
