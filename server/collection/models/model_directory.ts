/**
 * What AWS knows of the models behind opaque ARNs, asked with a definition's own credentials when a record first
 * names one, and remembered for all runs of this process. It never fails and never holds collection up for long:
 * what cannot be told now is unresolved for now, and a missing right is kept to be told to a person.
 */
import type { BedrockClient } from '@aws-sdk/client-bedrock';
import type { Credentials, IntegrationDefinition } from '../../../common/integrations/definition';
import { parseModelId, type ResolvedModel } from '../../../common/models/model_id';
import type { AwsClients, EndpointVariant } from '../../aws/clients';
import { principalOf } from '../../aws/credentials';
import { awsFailure } from '../../aws/errors';
import type { Clock } from '../../clock';
import { Failure, needsPerson } from '../../failure';
import type { Logger } from '../logger';
import { CallBudget } from './call_budget';
import { type Asking, tellModel, tellProfiles } from './tell_model';
import { ToldModels } from './told_models';

/** Asks for a definition. Never rejects; `{}` is what cannot be told, for whatever reason. */
export type TellModel = (modelId: string) => Promise<ResolvedModel>;

export interface ModelDirectoryDependencies {
  readonly clients: Pick<AwsClients, 'bedrock'>;
  readonly clock: Clock;
  readonly logger?: Pick<Logger, 'warn'>;
  readonly budget?: CallBudget;
  readonly told?: ToldModels;
}

const MINUTE_MS = 60_000;
/** Names and models of such resources hardly ever change. */
const TOLD_FOR_MS = 6 * 60 * MINUTE_MS;
/** Somebody may grant the right, or create what is named, any moment. */
const DENIED_FOR_MS = 5 * MINUTE_MS;
const UNREACHABLE_FOR_MS = MINUTE_MS;
/** A denial is told for so long after it was last met: records that meet it may be rare. */
const TELL_DENIAL_FOR_MS = 60 * MINUTE_MS;
/** The SDK has tried several times by then. */
const TRY_AGAIN_AFTER_MS = 2_000;

const ARN = /^arn:[\w-]+:bedrock:([a-z0-9-]+):(\d{12}):/;

/** Somebody in a region. */
interface Asker {
  readonly key: string;
  readonly client: BedrockClient;
  readonly integrationId: string;
  readonly credentials: Credentials;
  readonly region: string;
}

interface Asked {
  readonly arn: string;
  readonly resourceType: string;
}

/** By action. */
type Denials = Map<string, { readonly failure: Failure; readonly at: number }>;

/** Too many calls in this minute. */
class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

export class ModelDirectory {
  private readonly told: ToldModels;
  private readonly budget: CallBudget;
  private readonly underWay = new Map<string, Promise<ResolvedModel>>();
  /** Listings of application inference profiles, by who listed them; each is taken once in a while. */
  private readonly listings = new Map<string, { readonly done: Promise<void>; readonly until: number }>();
  private readonly denials = new Map<string, Denials>();
  /** Until when AWS, which could not answer, is left alone, by who asked: no run waits for id after id. */
  private readonly unreachableUntil = new Map<string, number>();

  constructor(private readonly dependencies: ModelDirectoryDependencies) {
    this.told = dependencies.told ?? new ToldModels();
    this.budget = dependencies.budget ?? new CallBudget(dependencies.clock);
  }

  /** Only in regions of the definition, and only with its credentials: an id in a record is anybody's text. */
  of(definition: IntegrationDefinition): TellModel {
    const { account, credentials, regions } = definition;
    return async (modelId) => {
      const { resourceType } = parseModelId(modelId);
      const [, region, owner] = ARN.exec(modelId) ?? [];
      if (resourceType === undefined || region === undefined || !regions.includes(region)) return {};
      const asker = {
        key: askerKey(definition, region),
        client: this.dependencies.clients.bedrock(credentials, region, variantOf(definition)),
        integrationId: definition.id,
        credentials,
        region,
      };
      return this.tell(asker, { arn: modelId, resourceType }, owner === account.id);
    };
  }

  /** A right that is missing in one of these regions, as of the last hour, and what follows from that. */
  denialIn(regions: readonly string[], definition: IntegrationDefinition): Failure | undefined {
    const now = this.dependencies.clock.now();
    for (const region of regions) {
      const denials = this.denials.get(askerKey(definition, region));
      for (const [action, { failure, at }] of denials ?? []) {
        if (at + TELL_DENIAL_FOR_MS > now) return failure;
        denials?.delete(action);
      }
    }
    return undefined;
  }

  private tell(asker: Asker, asked: Asked, own: boolean): Promise<ResolvedModel> {
    const key = `${asker.key} ${asked.arn}`;
    const known = this.told.get(key, this.dependencies.clock.now());
    if (known !== undefined) return Promise.resolve(known);
    const waiting = this.underWay.get(key);
    if (waiting !== undefined) return waiting;
    const asking = this.ask(asker, asked, own, key).finally(() => this.underWay.delete(key));
    this.underWay.set(key, asking);
    return asking;
  }

  private async ask(asker: Asker, asked: Asked, own: boolean, key: string): Promise<ResolvedModel> {
    const { clock } = this.dependencies;
    const remember = (model: ResolvedModel, forMs: number): ResolvedModel => {
      this.told.set(key, model, clock.now() + forMs);
      return model;
    };
    if (clock.now() < (this.unreachableUntil.get(asker.key) ?? 0)) return {};
    try {
      if (own && asked.resourceType === 'application-inference-profile') {
        await this.list(asker);
        const listed = this.told.get(key, clock.now());
        if (listed !== undefined) return listed;
      }
      // What another account owns cannot be granted to this one: a denial is no news to anybody.
      const asking = this.askingAs(asker, own ? this.denialsOf(asker) : undefined);
      return remember(await this.askTwice(asker, asked, asking), TOLD_FOR_MS);
    } catch (error) {
      if (error instanceof BudgetSpent) return {};
      if (!(error instanceof Failure)) throw error;
      if (error.kind !== 'retry') return remember({}, DENIED_FOR_MS);
      this.unreachableUntil.set(asker.key, clock.now() + UNREACHABLE_FOR_MS);
      return {};
    }
  }

  private async askTwice({ client }: Asker, asked: Asked, asking: Asking): Promise<ResolvedModel> {
    const ask = () => tellModel(client, asked, asking);
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'retry') throw error;
      await this.dependencies.clock.sleep(TRY_AGAIN_AFTER_MS);
      return ask();
    }
  }

  /**
   * All profiles of the account with as few calls as possible; where that is denied, each can still be asked for.
   * Rejects with a `Failure` that may pass.
   */
  private list(asker: Asker): Promise<void> {
    const { clock } = this.dependencies;
    const known = this.listings.get(asker.key);
    if (known !== undefined && known.until > clock.now()) return known.done;
    const done = (async () => {
      try {
        for await (const [arn, model] of tellProfiles(asker.client, asker.region, this.askingAs(asker)))
          this.told.set(`${asker.key} ${arn}`, model, clock.now() + TOLD_FOR_MS);
      } catch (error) {
        if (error instanceof BudgetSpent || (error instanceof Failure && error.kind !== 'retry')) return;
        this.listings.delete(asker.key);
        throw error;
      }
    })();
    this.listings.set(asker.key, { done, until: clock.now() + TOLD_FOR_MS });
    return done;
  }

  private askingAs({ key, integrationId, credentials, region }: Asker, denials?: Denials): Asking {
    return async (action, resource, call) => {
      if (!this.budget.take(key)) throw new BudgetSpent();
      try {
        const answer = await call();
        denials?.delete(action);
        return answer;
      } catch (error) {
        const failure = awsFailure(error, { action, resource, principal: principalOf(credentials), region });
        // What does not exist any more cannot be told by granting a right.
        if (failure.kind === 'needs_person' && failure.code !== 'not_found')
          this.denied(integrationId, action, failure, denials);
        throw failure;
      }
    };
  }

  private denied(integrationId: string, action: string, failure: Failure, denials?: Denials): void {
    if (denials === undefined) return;
    const told = withConsequence(failure);
    if (!denials.has(action))
      this.dependencies.logger?.warn(`${integrationId}: ${told.message} ${told.action}`);
    denials.set(action, { failure: told, at: this.dependencies.clock.now() });
  }

  private denialsOf({ key }: Asker): Denials {
    const known: Denials = this.denials.get(key) ?? new Map();
    this.denials.set(key, known);
    return known;
  }
}

const withConsequence = ({ message, action }: Failure): Failure =>
  needsPerson('models_unresolved', message, `${action} ${CONSEQUENCE}`);

const CONSEQUENCE =
  'Or write the model of each such ARN under models in the integration. Everything is collected meanwhile; calls ' +
  'through what cannot be looked up are stored without their model and without a price, unless their body tells it.';

const variantOf = ({ streams }: IntegrationDefinition): EndpointVariant => ({
  fips: (streams.invocation_logs ?? streams.cloudtrail)?.fips ?? false,
});

const askerKey = (definition: IntegrationDefinition, region: string): string =>
  JSON.stringify([definition.credentials, definition.account.id, region, variantOf(definition)]);
