import { refuseCollectorsOwn } from './server_bundles';

const packages = (...names: string[]) => names.map((name) => ({ name, folder: `node_modules/${name}` }));

test('what Dashboards loads carries no client of OpenSearch, no YAML and no Prometheus', () => {
  for (const name of ['@opensearch-project/opensearch', 'yaml', 'prom-client']) {
    expect(() => refuseCollectorsOwn('index', packages('zod', name))).toThrow(name);
    expect(() => refuseCollectorsOwn('worker', packages(name))).toThrow(name);
    expect(() => refuseCollectorsOwn('collector', packages(name))).not.toThrow();
  }
  expect(() => refuseCollectorsOwn('index', packages('zod', '@aws-sdk/core'))).not.toThrow();
});
