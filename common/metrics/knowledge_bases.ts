/**
 * `AWS/Bedrock/KnowledgeBases`: queries of managed knowledge bases, and how much they hold.
 * Source: "Monitor managed knowledge bases with CloudWatch", Bedrock user guide.
 */
import { count, level, type MetricNamespace } from './metric';

export const KNOWLEDGE_BASE_METRICS: MetricNamespace = {
  cloudwatch: 'AWS/Bedrock/KnowledgeBases',
  name: 'knowledge_bases',
  meaning: 'Queries of knowledge bases, and what they hold',
  metrics: [
    count('Invocations', 'Queries'),
    count('ClientErrors', 'Queries that failed through what the caller sent'),
    count('ServerErrors', 'Queries that failed at AWS'),
    count('Throttles', 'Queries that were turned away for being too many'),
    count('TotalIterationCount', 'Rounds of agentic retrieval'),
    level('RawDataSize', 'What was ingested, before indexing', { unit: 'GB' }),
  ],
  dimensions: { Operation: 'operation', KnowledgeBaseId: 'knowledge_base_id' },
};
