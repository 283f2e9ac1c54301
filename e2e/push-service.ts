import { createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Parts of a message in aes128gcm: salt, record size, length of the key id (RFC 8188, section 2.1). */
const SALT_BYTES = 16;
const HEAD_BYTES = SALT_BYTES + 4 + 1;
const TAG_BYTES = 16;

/** A push service with one browser: takes messages and reads them with the keys of the browser (RFC 8291). */
export class PushService {
  /** Messages as the browser reads them, in the order of arrival. */
  readonly messages: string[] = [];
  private readonly ecdh: ECDH = createECDH('prime256v1');
  private readonly auth = randomBytes(16);
  private readonly server: Server;

  private constructor() {
    this.ecdh.generateKeys();
    this.server = createServer((request, answer) => {
      void this.take(request).then(() => answer.writeHead(201).end());
    });
  }

  static async open(): Promise<PushService> {
    const service = new PushService();
    service.server.listen(0, '127.0.0.1');
    await once(service.server, 'listening');
    return service;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** What the browser hands in, as `PushSubscription.toJSON()` gives it. */
  subscription() {
    const { port } = this.server.address() as AddressInfo;
    return {
      endpoint: `http://127.0.0.1:${port}/push/one`,
      keys: { p256dh: this.ecdh.getPublicKey('base64url'), auth: this.auth.toString('base64url') },
    };
  }

  private async take(request: IncomingMessage): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    this.messages.push(this.read(Buffer.concat(parts)));
  }

  /** One record, as RFC 8291 has it in section 4; what is behind the last 2 is padding. */
  private read(body: Buffer): string {
    const salt = body.subarray(0, SALT_BYTES);
    const end = HEAD_BYTES + (body[HEAD_BYTES - 1] ?? 0);
    const sender = body.subarray(HEAD_BYTES, end);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.ecdh.getPublicKey(), sender]);
    const secret = derive(this.ecdh.computeSecret(sender), this.auth, info, 32);
    const key = derive(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
    const nonce = derive(secret, salt, 'Content-Encoding: nonce\0', 12);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(body.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(body.subarray(end, -TAG_BYTES)), decipher.final()]);
    return text.subarray(0, text.lastIndexOf(2)).toString();
  }
}

function derive(key: Buffer, salt: Buffer, info: string | Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, info, bytes));
}
