import type { Dialect } from './dialect.js';
import { Decoder } from './decoder.js';
import { EMPTY_DECODE_STATE, type DecodeState, type Fact, type Outcome } from './outcome.js';

/** For specs: messages one after the other, as dialects alone understand them. */
export class Line {
  private readonly decoder: Decoder;
  private readonly dialects: readonly Dialect[];
  private state: DecodeState = EMPTY_DECODE_STATE;

  constructor(...dialects: Dialect[]) {
    this.dialects = dialects;
    this.decoder = new Decoder(dialects);
  }

  take(topic: string, payload: unknown): Outcome {
    const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
    const outcome = this.decoder.decode(this.state, { topic, payload: bytes, retained: false }, 0);
    if (outcome.kind === 'facts') this.state = outcome.state;
    return outcome;
  }

  facts(topic: string, payload: unknown): Fact[] {
    const outcome = this.take(topic, payload);
    return outcome.kind === 'facts' ? outcome.facts : [];
  }

  /** In words: `device metric=value unit`, `device online`, `device is {description}`, or why it was not taken. */
  said(topic: string, payload: unknown): string[] {
    const outcome = this.take(topic, payload);
    if (outcome.kind !== 'facts') return [`${outcome.kind}: ${outcome.reason}`];
    return outcome.facts.flatMap((fact) => this.words(fact));
  }

  private words(fact: Fact): string[] {
    const { id } = fact.device;
    switch (fact.type) {
      case 'availability':
        return [`${id} ${fact.online ? 'online' : 'offline'}`];
      case 'description':
        return Object.keys(fact.meta).length === 0 ? [] : [`${id} is ${JSON.stringify(fact.meta)}`];
      case 'readings':
        return fact.metrics.map((metric, place) => {
          const known = this.dialects.find(({ name }) => name === fact.device.dialect)?.metric?.(metric);
          const unit = fact.units?.[place] ?? known?.unit ?? '';
          return `${id} ${metric}=${String(fact.values[place])} ${unit}`.trimEnd();
        });
      default:
        return [`${id} ${fact.type}`];
    }
  }
}

/** What one dialect makes of one message that comes first. */
export function facts(dialect: Dialect, topic: string, payload: unknown): Fact[] {
  return new Line(dialect).facts(topic, payload);
}

export function said(dialect: Dialect, topic: string, payload: unknown): string[] {
  return new Line(dialect).said(topic, payload);
}
