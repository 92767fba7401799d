/** How kinds of telemetry are called; one that a newer collector knows goes by its own name. */
import { i18n } from '@osd/i18n';

export function streamName(stream: string): string {
  switch (stream) {
    case 'invocation_logs':
      return i18n.translate('bedrock.streams.invocationLogs', { defaultMessage: 'invocation logs' });
    case 'metrics':
      return i18n.translate('bedrock.streams.metrics', { defaultMessage: 'CloudWatch metrics' });
    case 'cloudtrail':
      return i18n.translate('bedrock.streams.cloudtrail', { defaultMessage: 'CloudTrail events' });
    default:
      return stream;
  }
}
