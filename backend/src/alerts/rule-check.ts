import { Inject, Injectable } from '@nestjs/common';
import type { RuleBody } from '@sensorium/contracts';
import { validateRule, type EngineRule } from '@sensorium/domain/alerts';
import { ApiError } from '../ports/api-error.js';
import { KNOWN_CHANNELS, type KnownChannels } from '../ports/known-channels.js';

/** What is wrong with a rule, and where. */
export interface RuleFault {
  path: (string | number)[];
  message: string;
}

/** Throws `bad-request` for a rule whose parts fit a schema, but not each other. */
export function checkEngineRule(rule: EngineRule): void {
  refuse('the rule contradicts itself', validateRule(rule));
}

/** Looks at whole rules before they are kept: nobody is to be told by a channel that does not exist. */
@Injectable()
export class RuleCheck {
  constructor(@Inject(KNOWN_CHANNELS) private readonly channels: KnownChannels) {}

  faultsOf(rule: RuleBody): RuleFault[] {
    return [...validateRule(rule), ...this.unknownChannels(rule)];
  }

  /** Throws `bad-request` for a rule that cannot work. */
  check(rule: RuleBody): void {
    checkEngineRule(rule);
    refuse('the rule names channels that do not exist', this.unknownChannels(rule));
  }

  private unknownChannels({ channels, escalation }: RuleBody): RuleFault[] {
    const named = [
      { path: ['channels'], ids: channels },
      ...escalation.map((step, place) => ({ path: ['escalation', place, 'channels'], ids: step.channels })),
    ];
    return named.flatMap(({ path, ids }) =>
      this.channels.unknown(ids).map((id) => ({ path, message: `there is no channel ${id}` })),
    );
  }
}

function refuse(message: string, faults: readonly RuleFault[]): void {
  if (faults.length === 0) return;
  const details = faults
    .slice(0, 100)
    .map((fault) => ({ path: fault.path.join('.'), message: fault.message }));
  throw new ApiError('bad-request', message, details);
}
