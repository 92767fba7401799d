/**
 * Golden transforms of what a record says beside its bodies: who called, when and from where (Bedrock user guide,
 * model invocation logging); expected by hand.
 */
import type { JsonObject } from '../../../common/documents/json';
import { CONTEXT, RECORD, indexed, invocation, CONVERSE } from './golden_record.test_support';

describe('identity and origin', () => {
  test.each([
    ['arn:aws:iam::111122223333:user/team/alice', 'alice', 'iam_user', undefined],
    ['arn:aws-us-gov:iam::111122223333:root', 'root', 'root', undefined],
    ['arn:aws:sts::111122223333:federated-user/bob', 'bob', 'federated_user', undefined],
    ['arn:aws:sts::111122223333:assumed-role/Batch/job-1', 'Batch', 'assumed_role', 'job-1'],
    ['something else', undefined, undefined, undefined],
  ])('%s', (arn, name, type, session) => {
    // One collector met the identity as a list.
    for (const identity of [{ arn }, [{ arn }, { arn: 'arn:aws:iam::1:user/second' }]]) {
      const { document } = indexed({ ...RECORD, identity });
      expect(document.user).toMatchObject({ id: arn });
      expect((document.user as JsonObject).name).toBe(name);
      const found = invocation({ ...RECORD, identity }).identity as JsonObject | undefined;
      expect([found?.type, found?.session_name]).toEqual([type, session]);
    }
  });

  test('the configured name of the account', () => {
    const lookups = { ...CONTEXT.lookups, accountNames: { '111122223333': 'Production' } };
    expect(indexed(RECORD, { lookups }).document).toMatchObject({
      cloud: { account: { name: 'Production' } },
    });
  });

  test('an inference region that is the own region is no cross-region call', () => {
    expect(invocation({ ...RECORD, inferenceRegion: 'us-east-1' })).toMatchObject({ cross_region: false });
  });

  test('request metadata can be switched off', () => {
    const { request_metadata, request_metadata_pairs } = invocation(CONVERSE, { requestMetadata: false });
    expect([request_metadata, request_metadata_pairs]).toEqual([undefined, undefined]);
  });

  test('request metadata of other types: numbers and booleans are texts, a list is none', () => {
    const requestMetadata = {
      team: 'search',
      build: 42,
      canary: true,
      empty: '',
      nothing: null,
      deep: { a: 1 },
    };
    expect(invocation({ ...RECORD, requestMetadata })).toMatchObject({
      request_metadata: { team: 'search', build: '42', canary: 'true' },
      request_metadata_pairs: ['team=search', 'build=42', 'canary=true'],
    });
    for (const list of [['team=search'], [{ team: 'search' }], 'team=search'])
      expect(invocation({ ...RECORD, requestMetadata: list })).not.toHaveProperty('request_metadata');
  });

  test.each([
    ['2026-04-19T13:28:51.5Z', '2026-04-19T13:28:51.500Z'],
    ['2026-04-19T13:28:51.123456789Z', '2026-04-19T13:28:51.123456789Z'],
    ['2026-04-19T13:28:51.1234567Z', '2026-04-19T13:28:51.123456700Z'],
    ['2026-04-19T15:28:51+02:00', '2026-04-19T13:28:51.000Z'],
    ['2026-04-19T23:28:51.0001-01:00', '2026-04-20T00:28:51.000100000Z'],
  ])('time %s', (timestamp, iso) => {
    const outcome = indexed({ ...RECORD, timestamp });
    expect(outcome.document['@timestamp']).toBe(iso);
    expect(outcome.timestamp).toBe(Math.floor(Date.parse(iso)));
  });

  test('without a request id the record itself is the identity, whatever the order of its keys', () => {
    const { requestId: _, ...rest } = RECORD;
    const reversed = Object.fromEntries(Object.entries(rest).reverse());
    expect(indexed(rest).id).toBe(indexed(reversed).id);
    expect(indexed(rest).id).not.toBe(indexed({ ...rest, region: 'eu-west-1' }).id);
    expect(indexed(rest).document.event).not.toHaveProperty('id');
  });
});
