/** The mappings of what collection stores, made from the catalogues. */
import type { MetricNamespace } from '../metrics/metric';
import { CLOUDTRAIL_FIELDS } from './cloudtrail_fields';
import { CONTENT_FIELDS } from './content_fields';
import { INVOCATION_FIELDS } from './invocation_fields';
import type { JsonObject } from './json';
import { mappingFor } from './mapping';
import { metricFields } from './metric_fields';
import { REJECTED_FIELDS } from './rejected_fields';

export const invocationMapping = mappingFor(INVOCATION_FIELDS);
export const contentMapping = mappingFor(CONTENT_FIELDS);
export const cloudTrailMapping = mappingFor(CLOUDTRAIL_FIELDS);
export const rejectedMapping = mappingFor(REJECTED_FIELDS);
export const metricMapping = (namespace: MetricNamespace): JsonObject => mappingFor(metricFields(namespace));
