import { FOLDERS_OF, timeFolder } from './bucket_layout';
import { cloudTrailLayout } from './cloudtrail_layout';
import { objectSelection } from './object_selection';

const accountId = '111122223333';
const layout = cloudTrailLayout();
const folder = `team/AWSLogs/${accountId}/CloudTrail/eu-west-1/2026/11/22/`;
const batch = `${accountId}_CloudTrail_eu-west-1_20261122T1305Z_AbCdEf0123456789.json.gz`;
const selection = { accountId, regions: ['eu-west-1'], fileSelectors: [] as string[] };
const selected = objectSelection(selection, layout);

test.each([
  [`${folder}${batch}`, 100, undefined],
  [folder.slice('team/'.length) + batch, undefined, undefined],
  [`${folder}${batch}`.replace('AWSLogs/', 'AWSLogs/o-abcdefghij/'), 100, undefined],
  [`${folder}${batch}`, 0, 'empty_object'],
  [`${folder}${batch}`.replace('AWSLogs/111122223333', 'AWSLogs/999999999999'), 100, 'other_place'],
  [`${folder}${batch}`.replace('/eu-west-1/', '/ap-south-1/'), 100, 'other_place'],
  [`${folder}${batch}`.replaceAll('CloudTrail', 'CloudTrail-Digest'), 100, 'not_selected'],
  [`${folder}${batch}`.replaceAll('CloudTrail', 'CloudTrail-Insight'), 100, 'not_selected'],
  [`${folder}notes.txt`, 100, 'not_selected'],
  [`${folder}13/${batch}`, 100, 'not_selected'],
  [`elsewhere/${batch}`, 100, 'not_selected'],
])('%s of %s bytes: %s', (key, size, reason) => {
  expect(selected(key, size)).toBe(reason);
});

test('what is beside the events is not read either where selectors name it', () => {
  const own = objectSelection({ ...selection, fileSelectors: ['**'] }, layout);
  expect(own(`${folder}${batch}`, 1)).toBeUndefined();
  expect(own(`${folder}${batch}`.replaceAll('CloudTrail', 'CloudTrail-Digest'), 1)).toBe('not_selected');
});

test('folders of an account and region, and of days', () => {
  expect(layout.regionFolder('team', accountId, 'eu-west-1')).toBe(
    `team/AWSLogs/${accountId}/CloudTrail/eu-west-1/`,
  );
  expect(cloudTrailLayout('o-abcdefghij').regionFolder('', accountId, 'eu-west-1')).toBe(
    `AWSLogs/o-abcdefghij/${accountId}/CloudTrail/eu-west-1/`,
  );
  const lastMoment = Date.UTC(2026, 10, 22) + FOLDERS_OF.days.unitMs - 1;
  expect(timeFolder(layout, lastMoment)).toBe('2026/11/22/');
  expect(timeFolder({ folders: 'hours' }, lastMoment)).toBe('2026/11/22/23/');
});
