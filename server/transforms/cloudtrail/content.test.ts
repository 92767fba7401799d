import { converse, indexed, SENTENCE } from './events.test_support';

const event = converse({
  errorCode: 'ValidationException',
  errorMessage: 'write to ada@example.com about it',
  userAgent: 'mine (ada@example.com)',
  responseElements: { note: 'call +1 415 555 2671' },
  requestParameters: { messages: SENTENCE, contact: 'ada@example.com' },
});

test('in mode none there is no content', () => {
  expect(indexed(event).content).toBeUndefined();
});

test('in mode full the parameters, the answer and the message are content, with the facets of the document', () => {
  const { content, document, id } = indexed(event, { contentMode: 'full' });
  expect(content).toMatchObject({
    '@timestamp': '2026-11-22T12:00:01.000Z',
    event: { id: event.eventID, dataset: 'aws_bedrock.cloudtrail', action: 'Converse', outcome: 'failure' },
    aws: {
      cloudtrail: {
        request_parameters: JSON.stringify(event.requestParameters),
        response_elements: '{"note":"call +1 415 555 2671"}',
      },
    },
    error: { code: 'ValidationException', message: 'write to ada@example.com about it' },
  });
  expect(content).not.toHaveProperty('truncated');
  expect(JSON.stringify(document)).not.toContain('merger');
  expect(indexed(event).id).toBe(id);
});

test('in mode redacted all of it is masked, and counted', () => {
  const { content, document } = indexed(event, { contentMode: 'redacted' });
  expect(content).toMatchObject({
    aws: {
      cloudtrail: {
        request_parameters: JSON.stringify({ messages: SENTENCE, contact: '[REDACTED:email]' }),
        response_elements: '{"note":"call [REDACTED:phone]"}',
      },
    },
    error: { message: 'write to [REDACTED:email] about it' },
  });
  expect(document).toMatchObject({
    user_agent: { original: 'mine ([REDACTED:email])' },
    aws_bedrock: { event: { redactions: { total: 4, pii: 4, secret: 0, kinds: ['email', 'phone'] } } },
  });
  expect(JSON.stringify([content, document])).not.toMatch(/ada@|2671/);
});

test('an event that holds nothing of the kind has no content', () => {
  const { requestParameters: _, ...bare } = converse();
  expect(indexed(bare, { contentMode: 'full' }).content).toBeUndefined();
});

test('what is too long is cut, and says so', () => {
  const { content } = indexed(converse({ requestParameters: { text: 'é'.repeat(500) } }), {
    contentMode: 'full',
    limits: { maxBodyBytes: 100, maxTextBytes: 50 },
  });
  expect(content).toMatchObject({ truncated: true });
  const { cloudtrail } = content?.aws as { cloudtrail: { request_parameters: string } };
  expect(cloudtrail.request_parameters).toMatch(/^\{"text":"é{40,}$/);
  expect(Buffer.byteLength(cloudtrail.request_parameters)).toBeLessThanOrEqual(100);
});
