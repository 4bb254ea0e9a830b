#!/usr/bin/env node
// Starts the command line under a Node that is new enough: this one, or the one that `npm ci` put into node_modules.
// Plain JavaScript of an old kind, so that an old Node can read it and say what is missing.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const [major, minor] = process.versions.node.split('.').map(Number);
const newEnough = major > 22 || (major === 22 && minor >= 15);
const here = new URL('.', import.meta.url);

if (newEnough) {
  // This process mostly waits and joins files: a small young generation saves it 70 MiB and costs no time.
  setFlagsFromString('--max-semi-space-size=4');
  setFlagsFromString('--semi-space-growth-factor=1');
  if (process.env.PAGEFACT_NODE && process.channel) {
    // The caller's Node was killed: this one is not to go on alone.
    process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    process.channel.unref();
  }
  // `pagefact checks OUT | head`: who reads the output may have seen enough.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const cli = existsSync(new URL('cli.js', here)) ? 'cli.js' : 'cli.ts';
  const { main } = await import(new URL(cli, here).href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  const own = ['../node_modules/.bin/node', '../../node_modules/.bin/node'].map((path) =>
    fileURLToPath(new URL(path, here)),
  );
  const node = own.find((path) => existsSync(path));
  if (node && !process.env.PAGEFACT_NODE) {
    const child = spawn(node, process.argv.slice(1), {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, PAGEFACT_NODE: node },
    });
    // Ctrl-C reaches both by itself; other signals are handed on. Both wait for the end of what is being stopped.
    process.on('SIGINT', () => {});
    for (const signal of ['SIGHUP', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code) => {
      process.exitCode = code ?? 1;
    });
  } else {
    console.error(
      `pagefact needs Node 22.15 or newer; this is Node ${process.versions.node}. Install a newer Node, or run it in its checkout after npm ci.`,
    );
    process.exitCode = 1;
  }
}
