import { queueRegion } from './queue_region';

test.each([
  ['https://sqs.eu-west-1.amazonaws.com/111122223333/logs', 'eu-west-1'],
  ['https://sqs-fips.us-gov-west-1.amazonaws.com/111122223333/logs', 'us-gov-west-1'],
  ['https://sqs.cn-north-1.amazonaws.com.cn/111122223333/logs', 'cn-north-1'],
  ['https://sqs.ap-southeast-3.api.aws/111122223333/logs', 'ap-southeast-3'],
  ['https://vpce-0a-1.sqs.us-east-2.vpce.amazonaws.com/111122223333/logs', 'us-east-2'],
  ['https://us-west-2.queue.amazonaws.com/111122223333/logs', 'us-west-2'],
  ['https://queue.amazonaws.com/111122223333/logs', 'us-east-1'],
  ['http://127.0.0.1:4566/111122223333/logs', undefined],
  ['https://queues.example.com/111122223333/sqs.eu-west-1.x', undefined],
  ['not a url', undefined],
])('%s: %s', (url, region) => {
  expect(queueRegion(url)).toBe(region);
});
