import { Injectable } from '@nestjs/common';
import { nanoid } from 'nanoid';
import type { LiveBus, LiveStep } from '../../ports/live-bus.js';

/** The live bus of a single process: hands each step to every listener, in order, at once. */
@Injectable()
export class InProcessLiveBus implements LiveBus {
  readonly epoch = nanoid(10);
  private readonly listeners = new Set<(step: LiveStep) => void>();

  publish(step: LiveStep): void {
    for (const listener of this.listeners) listener(step);
  }

  subscribe(listener: (step: LiveStep) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
