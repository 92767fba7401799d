import { OptionError, parseStartOptions } from './options';

const parse = (...args: string[]) => parseStartOptions(args, {});

test('sample traffic keeps content, a real account keeps none unless asked', () => {
  expect(parse().content).toBe('full');
  const account = ['--aws', '--region', 'us-east-1', '--log-group', '/bedrock'];
  expect(parse(...account).content).toBe('none');
  expect(parse(...account, '--content', 'full').content).toBe('full');
  expect(parse('--content', 'redacted').content).toBe('redacted');
  expect(parse(...account).aws).toEqual({ region: 'us-east-1', logGroup: '/bedrock' });
});

test('OPENSEARCH_URL and --opensearch name an existing cluster, the option wins', () => {
  expect(parseStartOptions([], { OPENSEARCH_URL: 'http://localhost:9299' }).openSearchUrl).toBe(
    'http://localhost:9299',
  );
  expect(
    parseStartOptions(['--opensearch', 'http://b:1/'], { OPENSEARCH_URL: 'http://a:1' }).openSearchUrl,
  ).toBe('http://b:1');
});

test.each([
  [['--port', '0']],
  [['--port', 'x']],
  [['--aws']],
  [['--region', 'us-east-1']],
  [['--content', 'some']],
  [['--opensearch', 'localhost:9200']],
  [['--base-path', 'dashboards']],
  [['--unknown']],
  [['stray']],
])('%j is told before anything starts', (args) => {
  expect(() => parse(...args)).toThrow(OptionError);
});
