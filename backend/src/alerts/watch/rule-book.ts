import type { StoredRule } from '../../ports/alert-store.js';

/** All rules, found by id and by the devices that they name. */
export class RuleBook {
  private readonly byId = new Map<string, StoredRule>();
  /** Rules that name their devices, by public id. */
  private readonly named = new Map<string, Set<StoredRule>>();
  /** Rules with a pattern, or for all devices, with what the ids that they match begin with. */
  private readonly wide = new Map<StoredRule, string[]>();

  get size(): number {
    return this.byId.size;
  }

  all(): Iterable<StoredRule> {
    return this.byId.values();
  }

  get(id: string): StoredRule | undefined {
    return this.byId.get(id);
  }

  put(rule: StoredRule): void {
    this.remove(rule.id);
    this.byId.set(rule.id, rule);
    if (!namesDevices(rule)) {
      this.wide.set(rule, rule.devices.length === 0 ? [''] : rule.devices.map(beginning));
      return;
    }
    for (const device of rule.devices) {
      const rules = this.named.get(device) ?? new Set();
      this.named.set(device, rules.add(rule));
    }
  }

  remove(id: string): void {
    const rule = this.byId.get(id);
    if (!rule) return;
    this.byId.delete(id);
    this.wide.delete(rule);
    for (const device of rule.devices) {
      const rules = this.named.get(device);
      if (rules?.delete(rule) === true && rules.size === 0) this.named.delete(device);
    }
  }

  /** The rules that may cover the device of this public id: each has to be asked. */
  candidates(publicId: string): StoredRule[] {
    const found = [...(this.named.get(publicId) ?? [])];
    for (const [rule, beginnings] of this.wide) {
      if (beginnings.some((one) => publicId.startsWith(one))) found.push(rule);
    }
    return found;
  }
}

function namesDevices({ devices }: StoredRule): boolean {
  return devices.length > 0 && devices.every((glob) => !glob.includes('*'));
}

function beginning(glob: string): string {
  return glob.split('*', 1)[0] ?? '';
}
