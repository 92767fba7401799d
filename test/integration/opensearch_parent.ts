/**
 * The program that the tests of the embedded OpenSearch kill: it starts a node on the data folder it is given, stores
 * one document and says `stored`. It does nothing to clean up after itself, which is the point.
 */
import { startOpenSearch } from '../../dev/opensearch/node';

async function main(dataDir: string): Promise<void> {
  const node = await startOpenSearch({ dataDir });
  const { statusCode } = await node.client.request({
    method: 'PUT',
    path: '/kept/_doc/1',
    querystring: { refresh: true },
    body: { said: 'before the kill' },
  });
  if (statusCode !== 201) throw new Error(`not stored: ${statusCode}`);
  console.log('stored');
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
