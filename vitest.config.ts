import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Workers, and the servers and commands that tests start, load compiled code instead of compiling it again.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/globalSetup.ts'],
    setupFiles: ['test/support/setup.ts'],
    expect: { requireAssertions: true },
    // To load our code and the SDK anew for every file would take a third of the run. Files share a process, whose
    // environment setup.ts restores; what else they change of it, they change back.
    isolate: false,
    // Much of a test's time is waiting for DynamoDB or for a process it started: three keep two cores at work.
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
