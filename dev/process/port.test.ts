import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { freePort, requirePort } from './port';

test('a taken port is told with the flag that changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await expect(requirePort(port, 'OpenSearch', '--opensearch-port')).rejects.toMatchObject({
    code: 'port_taken',
    message: expect.stringMatching(
      new RegExp(`Port ${port}, which OpenSearch needs.*--opensearch-port`, 's'),
    ),
  });
  server.close();
  await once(server, 'close');
  await requirePort(port, 'OpenSearch', '--opensearch-port');
});

test('a port on all interfaces is taken as well', async () => {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await expect(requirePort(port, 'the page', '--port')).rejects.toMatchObject({ code: 'port_taken' });
  server.close();
});

test('a free port can be listened on', async () => {
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
});
