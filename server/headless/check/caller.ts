/** Who asks AWS in a check, and with what. */
import type { IntegrationDefinition } from '../../../common/integrations/definition';
import type { AwsClients } from '../../aws/clients';
import type { AllowedResources } from '../../aws/settings';

export interface AwsCheckDependencies {
  readonly clients: AwsClients;
  readonly allowed: AllowedResources | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Somebody at AWS in a region. */
export interface Caller {
  readonly definition: IntegrationDefinition;
  readonly region: string;
  /** In words, for messages. */
  readonly principal: string;
}
