/** Where the store is, and its limits; tests set smaller ones. */
export interface StoreOptions {
  /** Folder of the store's files, absolute. */
  folder: string;
  /** Readings not sealed yet at which sealing starts. */
  sealRows: number;
  /** Age of the oldest reading not sealed at which sealing starts, ms. */
  sealAfterMs: number;
  /** Free bytes of the disk below which nothing is appended. */
  appendFreeBytes: number;
  /** Free bytes of the disk below which nothing is sealed. */
  sealFreeBytes: number;
  /** Memory and threads of DuckDB, and size of its log at which it goes into the file. */
  memoryLimit: string;
  threads: number;
  checkpointThreshold: string;
}

export const DEFAULT_OPTIONS: Omit<StoreOptions, 'folder'> = {
  sealRows: 2_000_000,
  sealAfterMs: 86_400_000,
  appendFreeBytes: 64_000_000,
  sealFreeBytes: 128_000_000,
  memoryLimit: '1GB',
  threads: 2,
  checkpointThreshold: '16MB',
};
