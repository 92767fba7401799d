/** Short forms in which the applications of the estate are written down. */
import type { Operation } from '../fact';
import type { Caller, ModelUse } from './application';
import { MODELS } from './models';

export const use = (
  modelId: string,
  model: keyof typeof MODELS,
  operation: Operation,
  weight = 1,
): ModelUse => ({ weight, modelId, model: MODELS[model], operation });

export const role = (name: string, ...sessions: readonly string[]): Caller => ({
  kind: 'role',
  name,
  sessions,
});

export const OFFICE = { night: 0.04, weekend: 0.1 } as const;
export const SHOP = { night: 0.5, weekend: 0.9 } as const;
export const CLOCKWORK = { night: 1, weekend: 1 } as const;
