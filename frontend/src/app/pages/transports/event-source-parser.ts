/** One server-sent event. */
export interface ServerSentEvent {
  /** Its name; `message` if it has none. */
  type: string;
  data: string;
  /** The last id that was sent; empty before there was one. */
  id: string;
}

/**
 * Reads the text of an event stream piece by piece, as the HTML standard (9.2.6, interpreting an event stream)
 * says it. Comments and `retry` are for the connection, not for who reads events.
 */
export class EventSourceParser {
  #rest = '';
  #type = '';
  #data: string[] = [];
  #id = '';

  /** Events that end in this piece. */
  feed(text: string): ServerSentEvent[] {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/u);
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#line(line) ?? []);
  }

  #line(line: string): ServerSentEvent | undefined {
    if (line === '') return this.#end();
    const colon = line.indexOf(':');
    if (colon === 0) return undefined;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /u, '');
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#type = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    return undefined;
  }

  /** An empty line ends an event; one without data is none. */
  #end(): ServerSentEvent | undefined {
    const event = { type: this.#type || 'message', data: this.#data.join('\n'), id: this.#id };
    const isEvent = this.#data.length > 0;
    this.#type = '';
    this.#data = [];
    return isEvent ? event : undefined;
  }
}
