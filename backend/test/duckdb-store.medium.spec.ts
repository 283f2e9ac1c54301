import { DuckDbFolder } from './duckdb-folder.js';
import { MemoryReadingStore } from './memory-reading-store.js';
import { readingStoreContract } from './reading-store.contract.js';

readingStoreContract(
  'DuckDB',
  {
    make: () => {
      const folder = new DuckDbFolder();
      return { store: folder.store(), dispose: () => folder[Symbol.asyncDispose]() };
    },
  },
  Number(process.env.STORE_RUNS ?? 60),
);

readingStoreContract(
  'memory',
  { make: () => ({ store: new MemoryReadingStore(), dispose: () => Promise.resolve() }) },
  50,
);
