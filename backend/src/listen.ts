import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { HttpSettings } from './config/settings.js';

const PORTS_TO_TRY = 20;

/**
 * Listens and returns the address for people. A port that was asked for and is taken is a fault; the
 * default one gives way to the next free one, and says so.
 */
export async function listen(app: NestFastifyApplication, settings: HttpSettings): Promise<string> {
  const { host, port, portGiven } = settings;
  const last = portGiven ? port : port + PORTS_TO_TRY;
  for (let tried = port; ; tried++) {
    try {
      await app.listen(tried, host);
      const open = (app.getHttpServer().address() as { port: number }).port;
      if (!portGiven && open !== port) new Logger('http').warn(`port ${port} is taken, using ${open}`);
      return `http://${nameOf(host)}:${open}${settings.basePath}`;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && tried < last) continue;
      if (!code?.startsWith('EA')) throw error;
      const reason = code === 'EADDRINUSE' ? 'is taken' : `cannot be opened: ${message}`;
      throw new Error(`Sensorium does not start: port ${host}:${tried} ${reason} (HTTP_PORT)`, {
        cause: error,
      });
    }
  }
}

/** How a browser on this machine names the address that we listen on. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
