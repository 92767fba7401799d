/**
 * Amazon CloudWatch metrics (JSON 1.0, as SDK 3.967 speaks it).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html
 */
import { jsonService } from '../protocol/json_protocol';
import type { AwsService } from '../protocol/service';
import type { SealedTokens } from '../sealed_token';
import { getMetricData } from './get_metric_data';
import { listMetrics } from './list_metrics';
import type { MetricStore } from './metric_store';
import { putMetricData } from './put_metric_data';

export const cloudwatchService = (store: MetricStore, tokens: SealedTokens): AwsService =>
  jsonService({
    name: 'monitoring',
    version: '1.0',
    target: 'GraniteServiceVersion20100801',
    queryCompatible: true,
    operations: {
      PutMetricData: putMetricData(store),
      ListMetrics: listMetrics(store, tokens),
      GetMetricData: getMetricData(store, tokens),
    },
  });
