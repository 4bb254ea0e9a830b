/** The metrics of a worker, as Prometheus reads them. */
import { expect, onTestFinished, test } from 'vitest';
import { Metrics, serveMetrics } from '../pipeline/queue/metrics.ts';
import type { Outcome } from '../pipeline/run/messages.ts';

const read = (pages: number, facts: number, read: number): Outcome =>
  ({ status: 'ok', reason: '', pages, facts, again: false, timings: { read, map: 500 } }) as unknown as Outcome;

/** What stands in the text: value by name and labels. */
function samples(text: string): Record<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

test('outcomes are counted, and served in the text format', async () => {
  const metrics = new Metrics({ name: 'pagefact', version: '1.2"3' });
  const { address, close } = await serveMetrics(metrics, { host: '127.0.0.1', port: 0 });
  onTestFinished(close);
  const asked = async () => samples(await (await fetch(address)).text());
  expect(await asked()).toMatchObject({ 'pagefact_documents_total{status="failed"}': 0, pagefact_pages_total: 0 });

  metrics.count(read(3, 20, 1500));
  metrics.count(read(4, 0, 250));
  metrics.count({ status: 'failed', reason: 'damaged' });
  metrics.count({ status: 'skipped', reason: 'it needs OCR', code: 'deferred' });
  metrics.trouble();
  const found = await asked();
  expect(found).toMatchObject({
    'pagefact_documents_total{status="ok"}': 2,
    'pagefact_documents_total{status="failed"}': 1,
    'pagefact_documents_total{status="put_off"}': 1,
    'pagefact_documents_total{status="skipped"}': 0,
    pagefact_pages_total: 7,
    pagefact_facts_total: 20,
    'pagefact_stage_seconds_total{stage="read"}': 1.75,
    'pagefact_stage_seconds_total{stage="map"}': 1,
    pagefact_troubles_total: 1,
    'pagefact_info{version="1.2\\"3"}': 1,
  });
  expect(found.process_resident_memory_bytes).toBeGreaterThan(1e6);
  // Every name has its kind, and every line the form that the specification gives it.
  const text = metrics.text();
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^\n]*"\})? [\d.e+-]+)$/);
  expect(text.endsWith('\n')).toBe(true);

  const answer = await fetch(address);
  expect(answer.headers.get('content-type')).toContain('version=0.0.4');
  for (const [path, method] of [
    ['/', 'GET'],
    ['/metrics', 'POST'],
  ])
    expect((await fetch(new URL(path, address), { method })).status).toBe(404);
  const port = Number(new URL(address).port);
  await expect(serveMetrics(metrics, { host: '127.0.0.1', port })).rejects.toThrow(/EADDRINUSE/);
});
