/** Every field of an invocation's document. None of them holds what people wrote or models answered. */
import { AWS_BEDROCK_FIELDS } from './aws_bedrock_fields';
import { ECS_FIELDS } from './ecs_fields';
import type { Field } from './field';
import { GEN_AI_FIELDS } from './gen_ai_fields';

export const INVOCATION_FIELDS: readonly Field[] = [...ECS_FIELDS, ...GEN_AI_FIELDS, ...AWS_BEDROCK_FIELDS];
