import { ERROR_STATUS, type ErrorCode } from '@sensorium/contracts';
import { ApiError } from '../ports/api-error.js';

/** The error of one alert in a {@link BulkAnswer} (`<code>: <words>`, or words alone) as an error of the API. */
export function toApiError(error: string): ApiError {
  const [, code = '', words = ''] = /^([a-z-]{1,32}): (.*)$/s.exec(error) ?? [];
  if (Object.hasOwn(ERROR_STATUS, code)) return new ApiError(code as ErrorCode, words);
  return new ApiError(error === 'not-found' ? 'not-found' : 'conflict', error);
}
