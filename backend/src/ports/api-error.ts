import { ERROR_STATUS, type ErrorBody, type ErrorCode } from '@sensorium/contracts';

type Details = ErrorBody['error']['details'];

/** An error of the API by its code; the status follows from it. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Details = [],
  ) {
    super(message);
    this.name = 'ApiError';
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}
