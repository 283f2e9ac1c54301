import { isJsonObject, own, type JsonObject } from '../../envelope.js';

/** A message of a data set: its values by name, and the object in which its time stands. */
export interface DataSet {
  message: JsonObject;
  values: JsonObject;
}

/** The data sets of a network message in JSON (OPC UA part 14, 7.2.5: PubSub); undefined for any other object. */
export function readDataSets(object: JsonObject): DataSet[] | undefined {
  const messages = own(object, 'Messages');
  const list: unknown[] = Array.isArray(messages) ? messages : [object];
  const sets = list.map(dataSetOf);
  return sets.length > 0 && sets.every((set) => set !== undefined) ? sets : undefined;
}

function dataSetOf(message: unknown): DataSet | undefined {
  if (!isJsonObject(message)) return undefined;
  const values = own(message, 'Payload') ?? own(message, 'payload');
  const isSet = Object.hasOwn(message, 'DataSetWriterId') || Object.hasOwn(message, 'DataSetWriterName');
  return isSet && isJsonObject(values) ? { message, values } : undefined;
}

/**
 * True for a single value that names itself, as OPC Publisher (`{"NodeId", "DisplayName", "Value": …}`), Ignition
 * (`{"tagPath", "value", "quality"}`) and LoopEdge (`{"tagName", "value"}`) send it: many come on one topic.
 */
export function isSample(object: JsonObject): boolean {
  if (typeof own(object, 'NodeId') === 'string') return Object.hasOwn(object, 'Value');
  const tag = own(object, 'tagPath') ?? own(object, 'tagName');
  return typeof tag === 'string' && Object.hasOwn(object, 'value');
}

/** True for what a publisher says of itself and its data sets (part 14, 7.2.5.5): no measurements. */
export function isAnnouncement(object: JsonObject): boolean {
  const type = own(object, 'MessageType');
  return (
    typeof type === 'string' && /^ua-(?:metadata|status|connection|endpoints|application|action)/.test(type)
  );
}
