/**
 * Whatever an event holds, it becomes a document of fields that are in the catalogue, or is told apart with a reason;
 * and what people wrote is in no document, nor in any content of mode none.
 */
import fc from 'fast-check';
import { CLOUDTRAIL_FIELDS } from '../../../common/documents/cloudtrail_fields';
import { CONTENT_FIELDS } from '../../../common/documents/content_fields';
import type { Json, JsonObject } from '../../../common/documents/json';
import type { ContentMode } from '../../../common/integrations/definition';
import { converse, indexed, transformed } from './events.test_support';

const KEYS = [
  ...Object.keys(converse()),
  ...'arn type sessionContext attributes sessionIssuer ARN modelId agent agentId guardrailConfig detail'.split(
    ' ',
  ),
];
const WORDS = ['', 'bedrock.amazonaws.com', '2026-11-22T12:00:01Z', 'true', '::1', 'fe80::1%eth0', '\ud800'];

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, 0, -1.5, 1e300, ...WORDS),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS, '__proto__', 'constructor'), tie('value'), { maxKeys: 4 }),
  ),
})).value;
const mode = fc.constantFrom<ContentMode>('none', 'redacted', 'full');

const leaves = (value: Json, name = ''): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, name));
  if (typeof value !== 'object' || value === null) return [name];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, name === '' ? key : `${name}.${key}`));
};
const names = new Set(CLOUDTRAIL_FIELDS.map(({ name }) => name));
const contentNames = new Set(CONTENT_FIELDS.map(({ name }) => name));

test('any change of an event gives an outcome, of fields that the catalogue names', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...KEYS), json, { maxKeys: 5 }),
      mode,
      (changes, contentMode) => {
        const outcome = transformed({ ...converse(), ...changes }, { contentMode });
        if (outcome.status !== 'indexed') return;
        for (const name of leaves(outcome.document)) expect(names).toContain(name);
        for (const name of leaves(outcome.content ?? {})) expect(contentNames).toContain(name);
        expect(outcome.id).toHaveLength(27);
      },
    ),
  );
});

test('anything at all gives an outcome', () => {
  fc.assert(
    fc.property(json, mode, (record, contentMode) => {
      expect(['indexed', 'rejected', 'skipped']).toContain(transformed(record, { contentMode }).status);
    }),
  );
});

const SENTENCE = 'cormorant fisher, 7731';

/** A request that says the sentence everywhere, also where ids are expected. */
const written: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(fc.string(), fc.string()).map(([before, after]) => `${before}${SENTENCE}${after}`),
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    fc.dictionary(
      fc.oneof(
        fc.constantFrom('modelId', 'agentId', 'guardrailConfig', 'guardrailIdentifier', 'jobArn'),
        fc.string(),
      ),
      tie('value'),
      { minKeys: 1, maxKeys: 4 },
    ),
  ),
})).value;

test('nothing that people wrote is in the document', () => {
  fc.assert(
    fc.property(written, written, mode, (requestParameters, responseElements, contentMode) => {
      const event: JsonObject = {
        ...converse(),
        requestParameters,
        responseElements,
        errorCode: 'ValidationException',
        errorMessage: `1 validation error: ${SENTENCE}`,
      };
      const { document, content } = indexed(event, { contentMode });
      expect(JSON.stringify(document)).not.toContain(SENTENCE);
      expect(content === undefined).toBe(contentMode === 'none');
      if (contentMode === 'full') expect(JSON.stringify(content)).toContain(SENTENCE);
    }),
  );
});
