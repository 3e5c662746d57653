/** What a process needs to run at all, so that nothing else of whoever runs the tests reaches it. */
export const bareEnvironment: Readonly<Record<string, string | undefined>> = {
  PATH: process.env.PATH,
  // Code that is compiled once for all of them: vitest.config.ts.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
};
