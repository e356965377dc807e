// Mutation check of the BPMN core: `npm run mutation`, see docs/mutation.md. All it writes lies under coverage/.
import { Module } from 'node:module';

// The newest runner for Node 20 asks mocha for inner files that mocha 12 calls `.cjs`; `require` finds them when it tries that
// extension too. Stryker's other processes load this module through `--import`. To be dropped with Node 20.
Module._extensions['.cjs'] ??= Module._extensions['.js'];
const nodeArgs = [`--import=${import.meta.url}`];

export default {
  mutate: ['engine/execution/**/*.ts'],
  // TypeScript 7 has no JavaScript interface: mutants are not type-checked, and tsconfig.json is copied as it is.
  tsconfigFile: 'none.json',
  buildCommand: 'npm run build --silent',
  testRunner: 'mocha',
  testRunnerNodeArgs: nodeArgs,
  checkerNodeArgs: nodeArgs,
  mochaOptions: {
    spec: ['dist/test/conformance/execution/**/*.test.js', 'dist/test/contract/executor/execution.test.js'],
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 10_000,
  ignorePatterns: ['/coverage', '/data', '/docs'],
  tempDirName: 'coverage/mutation/tmp',
  incremental: true,
  incrementalFile: 'coverage/mutation/incremental.json',
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'coverage/mutation/mutation.json' },
  htmlReporter: { fileName: 'coverage/mutation/mutation.html' },
};
