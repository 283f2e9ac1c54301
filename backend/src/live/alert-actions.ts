import { Inject, Injectable } from '@nestjs/common';
import type { AlertActionAck, BulkAction } from '@sensorium/contracts';
import { ALERTS, type AlertCalls } from '../ports/alert-calls.js';
import { ApiError } from '../ports/api-error.js';

/** What viewers do with alerts: the same as the route for several at once. */
@Injectable()
export class AlertActions {
  constructor(@Inject(ALERTS) private readonly alerts: AlertCalls) {}

  async act(action: BulkAction): Promise<AlertActionAck> {
    try {
      return { ok: true, ...(await this.alerts.act(action)) };
    } catch (error) {
      if (error instanceof ApiError) return { ok: false, error: `${error.code}: ${error.message}` };
      throw error;
    }
  }
}
