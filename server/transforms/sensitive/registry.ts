/**
 * All detectors. Adding one is one line here, in a file of its own. Where two find the same text, the longer wins,
 * and of equals the one that stands first: the more specific before the more general.
 */
import { awsAccessKey } from './aws_access_key';
import type { Detector } from './detector';
import { email } from './email';
import { iban } from './iban';
import { jwt } from './jwt';
import { paymentCard } from './payment_card';

export const DETECTORS: readonly Detector[] = [awsAccessKey, jwt, iban, paymentCard, email];

/** Every kind that can stand in a mask or a document; closed. */
export const SENSITIVE_KINDS: readonly string[] = [...new Set(DETECTORS.map(({ kind }) => kind))];
