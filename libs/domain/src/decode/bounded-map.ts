/** Entries that a bucket holds on average when the map is full. */
const BUCKET_FILL = 32;

/**
 * A map with a maximum of entries whose versions never change: `with` and `without` give a new map and copy one
 * bucket only, so that a state of thousands of entries can be replaced with every message. A full bucket
 * forgets the entry that was written longest ago; `size` never exceeds the maximum.
 */
export class BoundedMap<Value> {
  private constructor(
    private readonly buckets: readonly ReadonlyMap<string, Value>[],
    private readonly perBucket: number,
    readonly size: number,
  ) {}

  /** An empty map of at most `max` entries. */
  static empty<Value>(max: number): BoundedMap<Value> {
    const count = 2 ** Math.max(0, Math.floor(Math.log2(max / BUCKET_FILL)));
    const nothing = new Map<string, Value>();
    return new BoundedMap(
      Array.from({ length: count }, () => nothing),
      Math.max(1, Math.floor(max / count)),
      0,
    );
  }

  get(key: string): Value | undefined {
    return this.buckets[this.place(key)]?.get(key);
  }

  has(key: string): boolean {
    return this.buckets[this.place(key)]?.has(key) ?? false;
  }

  with(key: string, value: Value): BoundedMap<Value> {
    const place = this.place(key);
    const bucket = new Map(this.buckets[place]);
    const before = bucket.size;
    bucket.delete(key);
    if (bucket.size >= this.perBucket) {
      const oldest = bucket.keys().next();
      if (oldest.done !== true) bucket.delete(oldest.value);
    }
    bucket.set(key, value);
    return this.replaced(place, bucket, before);
  }

  without(key: string): BoundedMap<Value> {
    if (!this.has(key)) return this;
    const place = this.place(key);
    const bucket = new Map(this.buckets[place]);
    bucket.delete(key);
    return this.replaced(place, bucket, bucket.size + 1);
  }

  *entries(): Generator<[string, Value]> {
    for (const bucket of this.buckets) yield* bucket;
  }

  private replaced(place: number, bucket: ReadonlyMap<string, Value>, before: number): BoundedMap<Value> {
    const buckets = this.buckets.slice();
    buckets[place] = bucket;
    return new BoundedMap(buckets, this.perBucket, this.size + bucket.size - before);
  }

  /** Bucket of a key: FNV-1a over its UTF-16 units. */
  private place(key: string): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
    return (hash ^ (hash >>> 15)) & (this.buckets.length - 1);
  }
}
