/**
 * All detectors. Adding one is one line here and a file of its own. Where two find the same text, the longer wins, and
 * of equals the one that stands first: the more specific before the more general.
 */
import { anthropicKey } from './anthropic_key';
import { awsAccessKey } from './aws_access_key';
import { awsSecretKey } from './aws_secret_key';
import { bearerToken } from './bearer_token';
import { bedrockApiKey } from './bedrock_api_key';
import { brCpf } from './br_cpf';
import { cnResidentId } from './cn_resident_id';
import { connectionString } from './connection_string';
import { deTaxId } from './de_tax_id';
import type { Detector } from './detector';
import { email } from './email';
import { esDni } from './es_dni';
import { frNir } from './fr_nir';
import { githubToken } from './github_token';
import { gitlabToken } from './gitlab_token';
import { googleApiKey } from './google_api_key';
import { huggingFaceToken } from './hugging_face_token';
import { iban } from './iban';
import { inAadhaar } from './in_aadhaar';
import { itCodiceFiscale } from './it_codice_fiscale';
import { jwt } from './jwt';
import { npmToken } from './npm_token';
import { openaiKey } from './openai_key';
import { password } from './password';
import { paymentCard } from './payment_card';
import { groupedPhone, phone } from './phone';
import { privateKey } from './private_key';
import { slackToken } from './slack_token';
import { stripeKey } from './stripe_key';
import { ukNino } from './uk_nino';
import { usSsn } from './us_ssn';

export const DETECTORS: readonly Detector[] = [
  privateKey,
  awsAccessKey,
  awsSecretKey,
  bedrockApiKey,
  githubToken,
  gitlabToken,
  slackToken,
  stripeKey,
  googleApiKey,
  anthropicKey,
  openaiKey,
  huggingFaceToken,
  npmToken,
  jwt,
  bearerToken,
  connectionString,
  password,
  iban,
  cnResidentId,
  frNir,
  paymentCard,
  itCodiceFiscale,
  inAadhaar,
  usSsn,
  brCpf,
  ukNino,
  esDni,
  deTaxId,
  phone,
  groupedPhone,
  email,
];

/** Every kind that can stand in a mask or a document; closed. */
export const SENSITIVE_KINDS: readonly string[] = [...new Set(DETECTORS.map(({ kind }) => kind))];
