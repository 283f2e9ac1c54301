import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../measure/clock.ts';
import { atExit, TemporaryFolder } from './cleanup.ts';
import { end, hasEnded } from './ending.ts';
import { freePort } from './ports.ts';

/** Where both programs are. */
export interface PrometheusPrograms {
  prometheus: string;
  alertmanager: string;
}

/** What Prometheus reads, the name of its metric, and where Alertmanager sends webhooks. */
export interface PrometheusPlan {
  exporterPort: number;
  metric: string;
  hook: string;
}

/** Prometheus and Alertmanager, as quick as they can be tuned by whole seconds: each alert is a group of its own. */
export class PrometheusAlerts {
  readonly #folder = new TemporaryFolder();
  readonly #children: ChildProcess[] = [];
  #ports: number[] = [];
  readonly #forget = atExit(() => {
    for (const child of this.#children) child.kill('SIGKILL');
  });

  static async start(programs: PrometheusPrograms, plan: PrometheusPlan): Promise<PrometheusAlerts> {
    const both = new PrometheusAlerts();
    const [prometheusPort, alertmanagerPort] = [await freePort(), await freePort()];
    const path = (name: string) => join(both.#folder.path, name);
    writeFileSync(path('alertmanager.json'), alertmanagerConfig(plan.hook));
    writeFileSync(path('prometheus.json'), prometheusConfig(plan.exporterPort, alertmanagerPort));
    writeFileSync(path('rules.json'), rules(plan.metric));
    const address = (port: number) => `--web.listen-address=127.0.0.1:${port}`;
    both.#launch(programs.alertmanager, [
      `--config.file=${path('alertmanager.json')}`,
      `--storage.path=${path('alertmanager')}`,
      address(alertmanagerPort),
      '--cluster.listen-address=',
    ]);
    both.#launch(programs.prometheus, [
      `--config.file=${path('prometheus.json')}`,
      `--storage.tsdb.path=${path('prometheus')}`,
      address(prometheusPort),
    ]);
    both.#ports = [alertmanagerPort, prometheusPort];
    return both;
  }

  /** Resolves once both do their work; rejects if one of them ends. */
  async ready(): Promise<void> {
    for (const port of this.#ports) await this.#answers(port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children) await end(child, () => child.kill('SIGTERM'));
    this.#forget();
    this.#folder[Symbol.dispose]();
  }

  #launch(program: string, args: readonly string[]): void {
    this.#children.push(
      spawn(program, [...args, '--log.level=error'], { stdio: 'ignore', cwd: this.#folder.path }),
    );
  }

  async #answers(port: number): Promise<void> {
    await until(`an answer of port ${port}`, async () => {
      if (this.#children.some(hasEnded)) throw new Error('Prometheus or Alertmanager ended by itself');
      const answer = await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => undefined);
      return answer?.ok === true || undefined;
    });
  }
}

/** Both read YAML, which JSON is part of. */
function prometheusConfig(exporterPort: number, alertmanagerPort: number): string {
  const target = (port: number) => ({ static_configs: [{ targets: [`127.0.0.1:${port}`] }] });
  return JSON.stringify({
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    alerting: { alertmanagers: [target(alertmanagerPort)] },
    rule_files: ['rules.json'],
    scrape_configs: [{ job_name: 'bench', ...target(exporterPort) }],
  });
}

function alertmanagerConfig(hook: string): string {
  return JSON.stringify({
    route: {
      receiver: 'sink',
      group_by: ['...'],
      group_wait: '0s',
      group_interval: '1s',
      repeat_interval: '4h',
    },
    receivers: [{ name: 'sink', webhook_configs: [{ url: hook, send_resolved: false }] }],
  });
}

function rules(metric: string): string {
  return JSON.stringify({
    groups: [{ name: 'bench', interval: '1s', rules: [{ alert: 'Above', expr: `${metric} > 0` }] }],
  });
}
