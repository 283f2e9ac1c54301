/** One server-sent event: its `event` (`message` if none is named) and `data`. */
export interface SentEvent {
  name: string;
  data: string;
}

/**
 * Reads server-sent events piece by piece as they come (https://html.spec.whatwg.org/multipage/server-sent-events.html,
 * as far as our server uses it: lines end with a line feed). Comments and ids are left out: cursors are in the data.
 */
export class EventReader {
  #rest = '';

  /** Events that are complete with `text`, the next piece. */
  read(text: string): SentEvent[] {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const event = { name: 'message', data: '' };
      for (const line of block.split('\n')) {
        if (line.startsWith('data: ')) event.data += line.slice(6);
        else if (line.startsWith('event: ')) event.name = line.slice(7);
      }
      return event.data === '' ? [] : [event];
    });
  }
}
