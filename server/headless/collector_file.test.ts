import { parseCollectorFile, readCollectorFile, UnusableFile } from './collector_file';

const MINIMAL = `
opensearch:
  hosts: [https://search:9200]
`;

const INTEGRATION = `
integrations:
  - id: payments
    name: Payments
    account: { id: "111122223333" }
    regions: [us-east-1]
    streams:
      invocation_logs:
        source: cloudwatch_logs
        log_group_name: /aws/bedrock/invocations
`;

const read = (text: string, environment: Record<string, string> = {}) =>
  parseCollectorFile(text, 'collector.yml', environment);

function problemsOf(text: string, environment: Record<string, string> = {}): string[] {
  try {
    read(text, environment);
  } catch (error) {
    if (error instanceof UnusableFile) return error.message.split('\n');
    throw error;
  }
  return [];
}

test('what is not set has a default', () => {
  expect(read(MINIMAL)).toEqual({
    opensearch: { hosts: ['https://search:9200'], request_timeout: 60, compression: false },
    aws: { instance_metadata: false, credentials: {} },
    allowed: {},
    collector: { max_concurrent_tasks: 8, worker_threads: 1, grace_period: 20 },
    server: { enabled: true, host: '127.0.0.1', port: 9464 },
    logging: { level: 'info', format: 'text' },
  });
});

test('integrations of a file are managed by it, and take the defaults of the one schema', () => {
  const [integration] = read(MINIMAL + INTEGRATION).integrations ?? [];
  expect(integration).toMatchObject({
    id: 'payments',
    managed_by: 'file',
    content: 'none',
    streams: { invocation_logs: { scan_frequency: 60 } },
  });
});

test('several problems are told at once, each with its line and place', () => {
  expect(
    problemsOf(`opensearch:
  hosts: []
  usename: collector
colector:
  worker_threads: 2
collector:
  worker_threads: 0.5
  max_concurrent_tasks: many
server: { port: 70000 }
integrations:
  - id: Payments
    name: Payments
    account: { id: 111122223333 }
    regions: [us-east-1]
    content: some
    streams: { invocation_logs: { source: kinesis } }
`),
  ).toEqual([
    'collector.yml:2: opensearch.hosts: has to be at least 1 entries long',
    'collector.yml:3: opensearch.usename: is not a key that is known here',
    'collector.yml:4: colector: is not a key that is known here',
    'collector.yml:7: collector.worker_threads: has to be a whole number',
    'collector.yml:8: collector.max_concurrent_tasks: has to be a number',
    'collector.yml:9: server.port: has to be at most 65535',
    'collector.yml:11: integrations[0].id: lower case letters, digits, - and _',
    'collector.yml:13: integrations[0].account.id: has to be text (numbers in quotes)',
    'collector.yml:15: integrations[0].content: has to be full or redacted or none',
    'collector.yml:16: integrations[0].streams.invocation_logs.source: has to be cloudwatch_logs or s3_notifications or s3_listing',
  ]);
});

test('what is missing is told at the place where it should be', () => {
  expect(problemsOf('integrations:\n  - id: a\n')).toEqual([
    'collector.yml:1: opensearch: is missing: has to be keys',
    'collector.yml:2: integrations[0].name: is missing: has to be text (numbers in quotes)',
    'collector.yml:2: integrations[0].account: is missing: has to be keys',
    'collector.yml:2: integrations[0].regions: is missing: has to be a list',
    'collector.yml:2: integrations[0].streams: is missing: has to be keys',
  ]);
});

describe('variables', () => {
  const file = `opensearch:
  hosts: ["https://\${HOST:search}:9200"]
  username: collector
  password: \${PASSWORD}
  compression: \${COMPRESS:false}
server: { port: "\${PORT:9000}" }
`;

  test('stand for text, numbers and truth values', () => {
    expect(read(file, { PASSWORD: '12345', PORT: '9465', COMPRESS: 'true' })).toMatchObject({
      opensearch: { hosts: ['https://search:9200'], password: '12345', compression: true },
      server: { port: 9465 },
    });
  });

  test('cannot bring keys of their own', () => {
    const password = 'x\nserver:\n  host: 0.0.0.0\n';
    expect(read(file, { PASSWORD: password })).toMatchObject({
      opensearch: { password },
      server: { host: '127.0.0.1' },
    });
  });

  test('are not looked for in keys', () => {
    expect(problemsOf(`${MINIMAL}\${KEY}: 1\n`, { KEY: 'server' })).toEqual([
      'collector.yml:4: ${KEY}: is not a key that is known here',
    ]);
  });

  test('that are not there are named with their places', () => {
    expect(problemsOf(`${file}hmac_key: \${HMAC_KEY}\n`)).toEqual([
      'collector.yml:4: opensearch.password: the environment has no variable PASSWORD',
      'collector.yml:7: hmac_key: the environment has no variable HMAC_KEY',
    ]);
  });

  test('of the wrong kind are told like any other value', () => {
    expect(problemsOf(file, { PASSWORD: 'x', PORT: 'eighty' })).toEqual([
      'collector.yml:6: server.port: has to be a number',
    ]);
  });
});

test.each([
  ['the same key twice', `${MINIMAL}server: {}\nserver: {}\n`, /:5: the same key twice/],
  ['a tab', 'opensearch:\n\thosts: []\n', /:2: a tab/],
  ['two documents', `${MINIMAL}---\n${MINIMAL}`, /more than one document/],
  ['an unknown tag', 'opensearch: !!js/function x\n', /:1: an unknown tag/],
  ['no mapping at all', '- opensearch\n', /:1: has to be keys/],
  ['a variable among braces without quotes', 'server: { port: ${PORT} }', /:1: .* has to stand in quotes/],
  ['nothing', '', /collector.yml: has to be keys/],
])('%s is no file for us', (_what, text, problem) => {
  expect(problemsOf(text).join('\n')).toMatch(problem);
});

test('aliases are followed, and a bomb of them refused', () => {
  const bomb = Array.from({ length: 8 }, (_, n) =>
    n === 0 ? 'a0: &a0 [x]' : `a${n}: &a${n} [${Array.from({ length: 9 }, () => `*a${n - 1}`).join(', ')}]`,
  ).join('\n');
  expect(problemsOf(bomb)).toEqual(['collector.yml: an alias without its anchor, or too many of them']);
  expect(read(`opensearch: { hosts: [&host "https://search:9200", *host] }`).opensearch.hosts).toEqual([
    'https://search:9200',
    'https://search:9200',
  ]);
});

test('what contradicts itself is told', () => {
  const twice = INTEGRATION + INTEGRATION.replace('integrations:\n', '').replace('Payments', 'Again');
  expect(problemsOf(MINIMAL + twice)).toEqual(['collector.yml:15: integrations[1].id: is there twice']);
  const other = INTEGRATION.replace('integrations:\n', '').replace(
    'id: payments',
    'id: other\n    content: full\n    credentials: { type: named, name: keys }',
  );
  expect(problemsOf(MINIMAL + INTEGRATION + other)).toEqual([
    'collector.yml:15: integrations[1]: payments treats the same data (invocation_logs in us-east-1) with another content',
    'collector.yml:17: integrations[1].credentials: aws.credentials has no “keys”',
  ]);
  expect(problemsOf(`${MINIMAL}${INTEGRATION}    intents: { paused: true }\n`)).toEqual([
    'collector.yml:14: integrations[0].intents: pause, run-now, backfill and reprice are commands, they do not stand in the file',
  ]);
});

test('user and password go together, and not into a URL', () => {
  expect(problemsOf('opensearch: { hosts: ["https://me:secret-1@search:9200"] }\n')).toEqual([
    'collector.yml:1: opensearch.hosts[0]: put user and password under username and password',
  ]);
  expect(problemsOf('opensearch: { hosts: ["https://search:9200"], username: me }\n')).toEqual([
    'collector.yml:1: opensearch.username: username and password belong together',
  ]);
});

test('no problem ever quotes a value', () => {
  const secret = 'canary-4711';
  const broken = [
    `opensearch: { hosts: ["${secret}"], password: [${secret}], request_timeout: ${secret} }\nhmac_key: ${secret}`,
    `opensearch:\n  password: "${secret}\n`,
    `opensearch:\n  password: ${secret}: ${secret}\n`,
    `opensearch:\n  password: @${secret}\n`,
    `opensearch: {${secret}\n`,
    `opensearch: *${secret}\n`,
    `opensearch: { password: \${X} }\n`,
    `aws: { credentials: { a: { access_key_id: ["${secret}"], secret_access_key: { k: ${secret} } } } }`,
  ];
  for (const text of broken) {
    const problems = problemsOf(text, { X: secret });
    expect(problems).not.toEqual([]);
    expect(problems.join('\n')).not.toContain(secret);
  }
});

test('a file that is not there', () => {
  expect(() => readCollectorFile('/nowhere/collector.yml', {})).toThrow(
    '/nowhere/collector.yml: there is no such file',
  );
});
