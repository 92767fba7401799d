/**
 * Hugging Face access tokens (Hugging Face documentation, user access tokens).
 */
import { matchAt, type Detector } from './detector';

const TOKEN = /hf_[A-Za-z0-9]{30,}/y;

export const huggingFaceToken: Detector = {
  kind: 'hugging_face_token',
  group: 'secret',
  sign: 'token',
  prefixes: ['hf_'],
  find: (text, start, _end, found) => matchAt(TOKEN, text, start, found),
};
