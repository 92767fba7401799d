/**
 * What the same OpenSearch takes in when somebody hands it ready-made bulk bodies: the best of one, two and four
 * streams. The bodies are what our own transform makes of the records, so that both sides write the same documents.
 */
import { openSearchClient, type OpenSearchAddress } from '../../dev/opensearch/client';
import type { RawRecord } from '../../server/sources/source';
import { BulkBodyBuilder } from '../../server/storage/bulk_body';
import { PartitionCreator } from '../../server/storage/partition_creator';
import { GRANULARITIES } from '../../server/storage/partitions';
import { installTemplates } from '../../server/storage/templates';
import { transformInvocation } from '../../server/transforms/invocation/transform';
import { ESTATE } from './aws_with_objects';
import type { Surroundings } from './figure';
import { distinctLines } from './sample_lines';

const STREAMS = [1, 2, 4] as const;
/** Records of one body: 5 to 10 MB of lines. */
const RECORDS_PER_BODY = 800;

interface Body {
  readonly bytes: Uint8Array;
  readonly indices: readonly string[];
  readonly records: number;
}

/** Records per second of each number of streams, after a warm-up that is not counted. */
export async function readyMadeRates(
  address: OpenSearchAddress,
  records: number,
  { say }: Pick<Surroundings, 'say'>,
): Promise<readonly number[]> {
  await send(address, bodies('readywarm', Math.ceil(records / 4)), 2);
  const rates: number[] = [];
  for (const streams of STREAMS) {
    const made = bodies(`ready${streams}`, records);
    const bytes = made.reduce((sum, body) => sum + body.bytes.length, 0);
    const rate = records / (await send(address, made, streams));
    const size = (bytes / made.length / 1e6).toFixed(1);
    say(`ready-made bodies of ${size} MB, ${streams} at a time: ${rate.toFixed(0)} records/s`);
    rates.push(rate);
  }
  return rates;
}

/** Seconds until the last answer; removes what it wrote, so that the next one finds the same node. */
async function send(address: OpenSearchAddress, made: readonly Body[], streams: number): Promise<number> {
  const client = openSearchClient(address);
  const indices = [...new Set(made.flatMap((body) => body.indices))];
  await installTemplates(client, namespaceOf(indices));
  await new PartitionCreator(client).ensure(indices);
  const queue = [...made];
  const began = performance.now();
  const stream = async (): Promise<void> => {
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) {
      const answer = await client.request({
        method: 'POST',
        path: '/_bulk',
        querystring: { filter_path: 'errors' },
        ndjson: Buffer.from(body.bytes.buffer, body.bytes.byteOffset, body.bytes.byteLength),
        timeoutMs: 300_000,
      });
      if (JSON.stringify(answer.body) !== '{"errors":false}')
        throw new Error(`OpenSearch did not take a ready-made body: status ${answer.statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: streams }, stream));
  const seconds = (performance.now() - began) / 1_000;
  for (const index of indices) await client.request({ method: 'DELETE', path: `/${index}` });
  return seconds;
}

const namespaceOf = (indices: readonly string[]): string => indices[0]?.split('-').at(-2) ?? '';

function bodies(namespace: string, records: number): Body[] {
  const lines = distinctLines();
  const made: Body[] = [];
  for (let left = records; left > 0; left -= RECORDS_PER_BODY) {
    const batch = Array.from({ length: Math.min(left, RECORDS_PER_BODY) }, (_, n) =>
      rawRecord(String(lines.next().value), n),
    );
    made.push(bodyOf(batch, namespace));
  }
  return made;
}

const rawRecord = (text: string, line: number): RawRecord => ({
  text,
  pointer: {
    kind: 's3_object',
    bucket: ESTATE.bucket,
    key: 'ready-made',
    etag: 'ready-made',
    line: line + 1,
    last_modified: Date.UTC(2026, 9, 20, 9),
  },
});

function bodyOf(records: readonly RawRecord[], namespace: string): Body {
  const context = {
    namespace,
    contentMode: 'full' as const,
    requestMetadata: true,
    lookups: { accountNames: {}, resolvedModels: {} },
  };
  const builder = new BulkBodyBuilder({
    origin: {
      integrationId: 'bench',
      accountId: ESTATE.accountId,
      region: ESTATE.region,
      stream: 'invocation_logs',
      namespace,
    },
    granularities: GRANULARITIES,
    ingested: new Date().toISOString(),
  });
  for (const [n, { text, pointer }] of records.entries()) {
    const outcome = transformInvocation(text, context);
    if (outcome.status !== 'indexed') throw new Error(`a record was ${outcome.status}`);
    const refused = builder.addIndexed(n, outcome, pointer);
    if (refused !== undefined) throw new Error(`a record was refused: ${refused}`);
  }
  const { bytes, operations } = builder.build();
  return { bytes, indices: [...new Set(operations.map(({ index }) => index))], records: records.length };
}
