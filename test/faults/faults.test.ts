/**
 * Each scenario: so many unique calls in, exactly as many documents out, each with its own content, none rejected
 * without cause. One OpenSearch for all; an AWS, an account and collectors of its own for each.
 */
import { Stage } from './fault_setup';
import { awsScenarios } from './scenarios/aws';
import { canaryScenarios } from './scenarios/canaries';
import { contentModeScenarios } from './scenarios/content_modes';
import { killedScenarios } from './scenarios/killed';
import { messageScenarios } from './scenarios/messages';
import { metricScenarios } from './scenarios/metrics';
import { objectScenarios } from './scenarios/objects';
import { openSearchScenarios } from './scenarios/open_search';
import { repricedScenarios } from './scenarios/repriced';
import { sameRecordsScenarios } from './scenarios/same_records';
import { togetherScenarios } from './scenarios/together';

jest.setTimeout(180_000);

const stage = new Stage();
beforeAll(() => stage.open());
beforeEach(() => stage.begin());
afterEach(() => stage.end());
afterAll(() => stage.close());

describe('a collector dies', () => killedScenarios(stage));
describe('new prices', () => repricedScenarios(stage));
describe('metrics', () => metricScenarios(stage));
describe('several collectors', () => togetherScenarios(stage));
describe('the same records', () => sameRecordsScenarios(stage));
describe('AWS', () => awsScenarios(stage));
describe('a message', () => messageScenarios(stage));
describe('an object', () => objectScenarios(stage));
describe('OpenSearch', () => openSearchScenarios(stage));
describe('what people wrote', () => {
  contentModeScenarios(stage);
  canaryScenarios(stage);
});
