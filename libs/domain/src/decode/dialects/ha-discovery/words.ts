import { isJsonObject, own, type JsonObject } from '../../envelope.js';

/** Short forms of the options that we read (documentation, "Discovery payload"). */
const SHORT = new Map<string, string>([
  ['avty', 'availability'],
  ['avty_mode', 'availability_mode'],
  ['avty_t', 'availability_topic'],
  ['avty_tpl', 'availability_template'],
  ['cmd_t', 'command_topic'],
  ['cmps', 'components'],
  ['cns', 'connections'],
  ['cu', 'configuration_url'],
  ['curr_hum_t', 'current_humidity_topic'],
  ['curr_hum_tpl', 'current_humidity_template'],
  ['curr_temp_t', 'current_temperature_topic'],
  ['curr_temp_tpl', 'current_temperature_template'],
  ['act_t', 'action_topic'],
  ['act_tpl', 'action_template'],
  ['bri_stat_t', 'brightness_state_topic'],
  ['bri_val_tpl', 'brightness_value_template'],
  ['dev', 'device'],
  ['dev_cla', 'device_class'],
  ['exp_aft', 'expire_after'],
  ['hum_stat_t', 'target_humidity_state_topic'],
  ['ids', 'identifiers'],
  ['json_attr_t', 'json_attributes_topic'],
  ['mdl', 'model'],
  ['mdl_id', 'model_id'],
  ['mf', 'manufacturer'],
  ['mode_stat_t', 'mode_state_topic'],
  ['mode_stat_tpl', 'mode_state_template'],
  ['o', 'origin'],
  ['obj_id', 'object_id'],
  ['off_dly', 'off_delay'],
  ['p', 'platform'],
  ['pct_stat_t', 'percentage_state_topic'],
  ['pct_val_tpl', 'percentage_value_template'],
  ['pl_avail', 'payload_available'],
  ['pl_not_avail', 'payload_not_available'],
  ['pl_off', 'payload_off'],
  ['pl_on', 'payload_on'],
  ['pos_t', 'position_topic'],
  ['pos_tpl', 'position_template'],
  ['sa', 'suggested_area'],
  ['stat_cla', 'state_class'],
  ['stat_off', 'state_off'],
  ['stat_on', 'state_on'],
  ['stat_t', 'state_topic'],
  ['stat_tpl', 'state_template'],
  ['stat_val_tpl', 'state_value_template'],
  ['sug_dsp_prc', 'suggested_display_precision'],
  ['t', 'topic'],
  ['temp_unit', 'temperature_unit'],
  ['temp_stat_t', 'temperature_state_topic'],
  ['temp_stat_tpl', 'temperature_state_template'],
  ['uniq_id', 'unique_id'],
  ['unit_of_meas', 'unit_of_measurement'],
  ['val_tpl', 'value_template'],
  ['via_device', 'via_device'],
]);

const TEXT_MAX = 256;

/** Options by their long names, `~` replaced where a topic begins or ends with it. */
export class Options {
  private readonly values: ReadonlyMap<string, unknown>;

  private constructor(
    values: ReadonlyMap<string, unknown>,
    private readonly base: string,
  ) {
    this.values = values;
  }

  static of(object: JsonObject, base = baseOf(object)): Options {
    const values = new Map<string, unknown>();
    for (const [key, value] of Object.entries(object)) values.set(SHORT.get(key) ?? key, value);
    return new Options(values, base);
  }

  /** The same with what `object` says over it. */
  with(object: JsonObject): Options {
    const said = Options.of(object, Object.hasOwn(object, '~') ? baseOf(object) : this.base);
    return new Options(new Map([...this.values, ...said.values]), said.base);
  }

  raw(name: string): unknown {
    return this.values.get(name);
  }

  text(name: string): string | undefined {
    const value = this.values.get(name);
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'string' && value !== '' ? value.slice(0, 4 * TEXT_MAX) : undefined;
  }

  number(name: string): number | undefined {
    const value = this.values.get(name);
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }

  topic(name: string): string | undefined {
    const value = this.values.get(name);
    if (typeof value !== 'string' || value === '') return undefined;
    if (value.startsWith('~')) return `${this.base}${value.slice(1)}`;
    return value.endsWith('~') ? `${value.slice(0, -1)}${this.base}` : value;
  }

  object(name: string): Options | undefined {
    const value = this.values.get(name);
    return isJsonObject(value) ? Options.of(value, this.base) : undefined;
  }

  /** Members of an object with their names, objects only. */
  entries(name: string): [string, JsonObject][] {
    const value = this.values.get(name);
    if (!isJsonObject(value)) return [];
    return Object.entries(value).flatMap(([key, one]) => (isJsonObject(one) ? [[key, one]] : []));
  }

  /** A list of objects, or the one that stands without a list. */
  list(name: string): Options[] {
    const value = this.values.get(name);
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.flatMap((one) => (isJsonObject(one) ? [Options.of(one, this.base)] : []));
  }
}

function baseOf(object: JsonObject): string {
  const base = own(object, '~');
  return typeof base === 'string' ? base : '';
}
