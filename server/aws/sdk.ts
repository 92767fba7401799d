/**
 * Quiets the AWS SDK before its first client exists: on Node 18 it emits a process warning, and a Dashboards
 * host started from source exits on any. Every module that makes a client imports this one.
 */
import { state as ofPackage } from '@aws-sdk/core';
import { state as ofClients } from '@aws-sdk/core/client';

// Its CommonJS build holds the flag twice; bundled from its ES modules, both are one.
ofPackage.warningEmitted = true;
ofClients.warningEmitted = true;

/** Made explicit so that an SDK upgrade or the environment cannot change how often and how long we try. */
export const SDK_MAX_ATTEMPTS = 4;
export const CONNECTION_TIMEOUT_MS = 5_000;
export const REQUEST_TIMEOUT_MS = 120_000;
