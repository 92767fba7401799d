import fc from 'fast-check';
import { hourFolder, parseBedrockKey, regionFolder } from './bedrock_layout';
import { objectSelection } from './object_selection';

const accountId = '111122223333';
const folder = `team/AWSLogs/${accountId}/BedrockModelInvocationLogs/eu-west-1/2026/11/22/13/`;
const batch = '20261122T130102123Z_9f2abc0.json.gz';
const selected = objectSelection({ accountId, regions: ['eu-west-1', 'us-east-1'], fileSelectors: [] });

test.each([
  [`${folder}${batch}`, 100, undefined],
  [folder.slice('team/'.length) + batch, 100, undefined],
  [`${folder}${batch.replace('.gz', '')}`, 100, undefined],
  [`${folder}${batch}`, undefined, undefined],
  [`${folder}${batch}`, 0, 'empty_object'],
  [`${folder}data/6f0d_input.json.gz`, 100, 'data_object'],
  [`data/${folder}${batch}`, 100, undefined],
  ['data/6f0d_output.json.gz', 100, 'data_object'],
  [`${folder}amazon-bedrock-logs-permission-check`, 0, 'canary'],
  ['anywhere/amazon-bedrock-logs-permission-check', 1, 'canary'],
  [`${folder}data/amazon-bedrock-logs-permission-check`, 0, 'canary'],
  [`${folder}${batch}`.replace(accountId, '999999999999'), 100, 'other_place'],
  [`${folder}${batch}`.replace('eu-west-1', 'eu-central-1'), 100, 'other_place'],
  [`${folder}notes.txt`, 100, 'not_selected'],
  [`${folder}deeper/${batch}`, 100, 'not_selected'],
  [`elsewhere/${batch}`, 100, 'not_selected'],
  [`${folder}database/x`, 100, 'not_selected'],
])('%s of %s bytes: %s', (key, size, reason) => {
  expect(selected(key, size)).toBe(reason);
});

test('selectors take the place of the layout, never of what is no record', () => {
  const own = objectSelection({
    accountId,
    regions: ['eu-west-1'],
    fileSelectors: ['export/**/*.ndjson', 'x.json'],
  });
  expect(own('export/2026/a.ndjson', 1)).toBeUndefined();
  expect(own('x.json', 1)).toBeUndefined();
  expect(own('export/a.json', 1)).toBe('not_selected');
  expect(own(`${folder}${batch}`, 1)).toBe('not_selected');
  expect(own('export/data/a.ndjson', 1)).toBeUndefined();
  expect(own('export/data/6f0d_input.ndjson', 1)).toBe('data_object');
  expect(own('export/a.ndjson', 0)).toBe('empty_object');
});

test('an hour and its folder are told from each other', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (date) => {
        const time = date.getTime();
        const key = `${regionFolder('a/b', accountId, 'eu-west-1')}${hourFolder(time)}x`;
        expect(parseBedrockKey(key)).toEqual({
          accountId,
          region: 'eu-west-1',
          hour: time - (time % 3_600_000),
          rest: 'x',
        });
      },
    ),
  );
  expect(
    parseBedrockKey(`AWSLogs/${accountId}/BedrockModelInvocationLogs/eu-west-1/2026/13/22/13/x`),
  ).toBeUndefined();
});
