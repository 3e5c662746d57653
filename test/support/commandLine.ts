import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { routes } from '../../functions/routes.ts';
import { createAuthorizer } from '../../infra/local/authorizer.ts';
import { createGateway, type Invoke } from '../../infra/local/gateway.ts';
import { type LocalIssuer, openIssuer } from '../../infra/local/issuer.ts';
import { type App, startApp } from './app.ts';
import { bareEnvironment } from './bareEnvironment.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Who runs the command line: a home directory, and other environment variables. */
export interface Person {
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

export const broadsheetFile = join(import.meta.dirname, '../../infra/cli/broadsheet.ts');

export const environmentOf = ({ home, env = {} }: Person) => ({
  ...bareEnvironment,
  HOME: home,
  XDG_CONFIG_HOME: join(home, 'config'),
  XDG_STATE_HOME: join(home, 'state'),
  ...env,
});

/** Runs the command line in a person's own home. */
export async function runBroadsheet(args: readonly string[], person: Person): Promise<Ended> {
  const child = spawn(process.execPath, [broadsheetFile, ...args], { cwd: person.home, env: environmentOf(person) });
  child.stdin.end(person.input ?? '');
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, out, error };
}

/** Serves an app's API behind the local gateway, with an issuer's tokens. */
export async function serveApp(
  app: App,
  issuer: LocalIssuer,
  instead: (call: Parameters<Invoke>[0], ask: () => ReturnType<Invoke>) => ReturnType<Invoke> = (_route, ask) => ask(),
) {
  const server = createGateway({
    routes: Object.values(routes),
    authorizer: createAuthorizer(issuer),
    invoke: async (route, { headers, body, rawPath, rawQueryString, requestContext }) => {
      const { claims = {} } =
        (requestContext as unknown as { authorizer?: { jwt: { claims: Record<string, string> } } }).authorizer?.jwt ??
        {};
      const caller = { name: claims.email ?? '', groups: claims['cognito:groups']?.match(/\w+/g) ?? [] };
      return instead(route, () =>
        app.request(requestContext.http.method, `${rawPath}?${rawQueryString}`, {
          headers: headers as Record<string, string>,
          body,
          ...(claims.email === undefined ? {} : { caller }),
        }),
      );
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}

/** An editor at the command line, with an app of its own. */
export interface CommandLine {
  readonly app: App;
  /** The directory in which the commands run. */
  readonly home: string;
  broadsheet(...args: readonly string[]): Promise<Ended>;
  stop(): Promise<void>;
}

export async function startCommandLine(): Promise<CommandLine> {
  const home = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  const issuer = openIssuer(home);
  const app = await startApp();
  const server = await serveApp(app, issuer);
  const token = await issuer.token({ name: 'ines@example.org', groups: ['editors'], hours: 1 });
  return {
    app,
    home,
    broadsheet: (...args) =>
      runBroadsheet(args, { home, env: { BROADSHEET_URL: server.url, BROADSHEET_TOKEN: token } }),
    async stop() {
      server.close();
      await app.stop();
      rmSync(home, { recursive: true });
    },
  };
}
