/** Specs, and the files and folders that hold what only they need. */
export const TESTS =
  '(\\.spec\\.ts$|/testing\\.ts$|^(backend|frontend|simulator|libs/[^/]+)/test/|^e2e/|^bench/)';

/** The same without the tools' own: there a spec is what a module is for. */
export const PRODUCT_TESTS =
  '^(backend|frontend|simulator|libs/[^/]+)/(test/|.+\\.spec\\.ts$|.+/testing\\.ts$)|^(e2e|bench)/';
