/** A collector in a process of its own, for tests that kill it. Settings come as JSON in the first argument. */
import * as z from 'zod';
import { openSearchClient } from '../../dev/opensearch/client';
import { createCollector } from '../../server/collection/collector';

const Settings = z.object({
  openSearch: z.string(),
  aws: z.string(),
  workerPath: z.string(),
  credentials: z.record(z.string(), z.object({ accessKeyId: z.string(), secretAccessKey: z.string() })),
  leaseMs: z.number(),
});

const settings = Settings.parse(JSON.parse(process.argv[2] ?? ''));
const log = (message: string) => console.error(message);
const soon = { baseMs: 100, maxMs: 500 };

createCollector({
  openSearch: openSearchClient({ url: settings.openSearch }),
  aws: { endpoint: settings.aws, credentials: settings.credentials },
  identity: 'process',
  logger: { debug: log, info: log, warn: log, error: log },
  workerPath: settings.workerPath,
  settings: { pollIntervalMs: 200, leaseMs: settings.leaseMs, sweepBackoff: soon },
  retryPolicy: { retry: soon, needsPerson: soon, bug: soon },
}).start();

// The collector keeps no process alive by itself; this one ends with its parent.
process.stdin.resume().on('end', () => process.exit(0));
