import { Shutdown } from './shutdown';

test('stops in reverse order, once', async () => {
  const order: string[] = [];
  const shutdown = new Shutdown();
  for (const name of ['OpenSearch', 'collector', 'page']) {
    shutdown.add(name, async () => void order.push(name));
  }
  expect(shutdown.begun).toBe(false);
  await Promise.all([shutdown.run(), shutdown.run()]);
  expect(shutdown.begun).toBe(true);
  expect(order).toEqual(['page', 'collector', 'OpenSearch']);
});

test('a stop that fails keeps none of the others from being tried, and is told', async () => {
  const stopped: string[] = [];
  const shutdown = new Shutdown();
  shutdown.add('OpenSearch', async () => void stopped.push('OpenSearch'));
  shutdown.add('collector', () => Promise.reject(new Error('stuck')));
  await expect(shutdown.run()).rejects.toThrow('collector did not stop cleanly');
  expect(stopped).toEqual(['OpenSearch']);
});
