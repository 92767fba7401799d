/** What every command begins with that has a configuration file: the file, a log, a connection; and its end. */
import { hostname } from 'node:os';
import type { CollectorOptions } from '../collection/collector';
import type { Logger } from '../collection/logger';
import { readCollectorFile } from '../headless/collector_file';
import type { CollectorFile } from '../headless/collector_file_schema';
import { collectorOptions } from '../headless/collector_options';
import { createLineLogger } from '../headless/line_logger';
import { connectOpenSearch } from '../headless/opensearch_client';
import type { OpenSearch } from '../storage/opensearch';
import type { Program } from './terminal';

export interface CollectorContext {
  readonly file: CollectorFile;
  readonly logger: Logger;
  readonly openSearch: OpenSearch;
  /** For the collection engine. */
  readonly options: CollectorOptions;
}

/** The option that names the file. */
export const CONFIG_OPTION = { config: { type: 'string', short: 'c' } } as const;

/** Rejects with `UnusableFile`, or with whatever `work` does. */
export async function withCollector(
  configPath: string,
  program: Program,
  work: (context: CollectorContext) => Promise<number>,
): Promise<number> {
  const file = readCollectorFile(configPath, program.environment);
  const logger = createLineLogger({ ...file.logging, write: program.say, now: Date.now });
  const connection = connectOpenSearch(file.opensearch);
  try {
    const { openSearch } = connection;
    const options = collectorOptions(file, {
      openSearch,
      logger,
      hostname: hostname(),
      folder: program.folder,
    });
    return await work({ file, logger, openSearch, options });
  } finally {
    await connection.close();
  }
}
