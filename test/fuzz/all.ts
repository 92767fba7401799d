/** Everything that is tried with made-up cases, by what it looks at. */
import { DOCUMENT_FUZZ } from './documents';
import type { Fuzz } from './fuzz';
import { OBJECT_FUZZ } from './objects';
import { READER_FUZZ } from './readers';

export const ALL_FUZZ: readonly Fuzz[] = [...DOCUMENT_FUZZ, ...OBJECT_FUZZ, ...READER_FUZZ];
