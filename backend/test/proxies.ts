import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './mosquitto.js';
import { until } from './until.js';

/** What people use: their configurations, as the guide names them. */
const SHIPPED = join(import.meta.dirname, '../../docker/proxy');

/** What people meet. */
const MET = join(import.meta.dirname, 'proxy');

/** A kind of proxy, and how its program is run on a configuration. Its tests are skipped without a program. */
export interface ProxyKind {
  name: 'nginx' | 'haproxy';
  program: string | undefined;
  suffix: string;
  /** What of the configuration names the port, and what is written in its place. */
  listen: { from: string; to: (port: number) => string };
  /** Arguments that run it in the foreground as one process; may write further files into the folder. */
  run: (folder: string, config: string) => string[];
}

const NGINX: ProxyKind = {
  name: 'nginx',
  program: process.env.NGINX_PATH,
  suffix: 'conf',
  listen: { from: 'listen 8080;', to: (port) => `listen 127.0.0.1:${port};` },
  run: (folder, site) => {
    const main = join(folder, 'nginx.conf');
    writeFileSync(main, aroundSite(folder, site));
    return ['-p', folder, '-e', join(folder, 'error.log'), '-c', main];
  },
};

const HAPROXY: ProxyKind = {
  name: 'haproxy',
  program: process.env.HAPROXY_PATH,
  suffix: 'cfg',
  listen: { from: 'bind :8080', to: (port) => `bind 127.0.0.1:${port}` },
  run: (_folder, config) => ['-db', '-q', '-f', config],
};

export const PROXIES = [NGINX, HAPROXY] as const;

/** What the packages put around a site, with all files in the folder. */
function aroundSite(folder: string, site: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const http = [
    'access_log off;',
    'gzip on;',
    ...temporary.map((name) => `${name}_temp_path ${join(folder, name)};`),
    `include ${site};`,
  ];
  return `daemon off;\nmaster_process off;\npid ${join(folder, 'pid')};\nevents {}\nhttp {\n${http.join('\n')}\n}\n`;
}

/** How a proxy is started. */
export interface ProxyOrder {
  /** `shipped`: the one in docker/proxy with this name behind the kind's, or none; `met`: the one in test/proxy. */
  config: { shipped: string } | { met: string };
  /** Address of the server, which takes the place of 127.0.0.1:3000. */
  target: string;
  port?: number;
  /** Further texts of the configuration that are replaced; each must be there. */
  replace?: readonly (readonly [from: string, to: string])[];
}

/** A real proxy in a process of its own, on a free port, with one of the configurations. */
export class Proxy {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(kind: ProxyKind, order: ProxyOrder): Promise<Proxy> {
    if (kind.program === undefined) throw new Error(`${kind.name} was not found`);
    const folder = mkdtempSync(join(tmpdir(), `sensorium-${kind.name}-`));
    const port = order.port ?? (await freePort());
    const config = join(folder, `site.${kind.suffix}`);
    writeFileSync(config, adapt(readConfig(kind, order), kind, order, port));
    const child = spawn(kind.program, kind.run(folder, config), { stdio: ['ignore', 'ignore', 'pipe'] });
    const said: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
    await until(`${kind.name} listens`, async () => {
      if (child.exitCode !== null) throw new Error(`${kind.name} ended: ${said.join('')}`);
      return accepts(port);
    });
    return new Proxy(child, folder, port);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exit = this.child.exitCode === null ? once(this.child, 'exit') : undefined;
    this.child.kill('SIGTERM');
    await exit;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function readConfig({ name, suffix }: ProxyKind, { config }: ProxyOrder): string {
  const path =
    'met' in config
      ? join(MET, `${name}-${config.met}.${suffix}`)
      : join(SHIPPED, `${[name, config.shipped].filter(Boolean).join('-')}.${suffix}`);
  return readFileSync(path, 'utf8');
}

/** The configuration with the port and the server of the test; everything else as people use it. */
function adapt(
  text: string,
  { listen }: ProxyKind,
  { target, replace = [] }: ProxyOrder,
  port: number,
): string {
  const all = [[listen.from, listen.to(port)], ['127.0.0.1:3000', new URL(target).host], ...replace] as const;
  return all.reduce((config, [from, to]) => {
    if (!config.includes(from)) throw new Error(`the configuration does not say: ${from}`);
    return config.replaceAll(from, to);
  }, text);
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
