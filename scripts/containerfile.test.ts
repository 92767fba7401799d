import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { root } from './bundles/layout';

const TEXT = readFileSync(join(root, 'Containerfile'), 'utf8');

interface Instruction {
  readonly name: string;
  readonly argument: string;
}

/** One for each instruction, its continued lines joined. */
const instructionsOf = (text: string): Instruction[] =>
  text
    .replace(/^\s*#.*$/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...rest] = line.split(/\s+/);
      return { name: name.toUpperCase(), argument: rest.join(' ') };
    });

/** What a linter for the syntax does not see. */
function problemsOf(text: string): string[] {
  const instructions = instructionsOf(text);
  const all = (name: string) =>
    instructions.filter((one) => one.name === name).map(({ argument }) => argument);
  const problems: string[] = [];
  for (const image of all('FROM')) {
    if (!/:\d+\.\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?$/.test(image))
      problems.push(`${image} is not pinned to a version`);
    if (!/[:-](bookworm|trixie|alpine)/.test(image) || !/slim|alpine/.test(image))
      problems.push(`${image} is not a small image`);
  }
  const user = all('USER').at(-1);
  if (user === undefined || /^(root|0)(:|$)/.test(user)) problems.push('it runs as root');
  else if (!/^[1-9]\d*(:\d+)?$/.test(user))
    problems.push('an orchestrator cannot tell by its name that the user is not root');
  if (all('HEALTHCHECK').length !== 1) problems.push('it has no health check');
  if (!all('ENTRYPOINT').every((argument) => argument.startsWith('["')))
    problems.push('a shell would stand between signals and the program');
  if (all('ENTRYPOINT').length !== 1) problems.push('it has no entry point');
  if (all('ADD').length > 0) problems.push('ADD may fetch and unpack; COPY does neither');
  if (all('COPY').some((argument) => /(^|\s)\.\/?\s/.test(argument)))
    problems.push('it copies the whole checkout');
  return problems;
}

test('the container file has no fault that a linter or we can find', () => {
  expect(validate(TEXT)).toEqual([]);
  expect(problemsOf(TEXT)).toEqual([]);
});

test.each([
  [
    'the newest image',
    (text: string) => text.replace(/^FROM .*$/m, 'FROM docker.io/library/node:latest'),
    /not pinned/,
  ],
  ['no tag', (text: string) => text.replace(/^FROM .*$/m, 'FROM node'), /not pinned/],
  ['root', (text: string) => text.replace(/^USER .*$/m, 'USER root'), /runs as root/],
  ['no user', (text: string) => text.replace(/^USER .*$/m, ''), /runs as root/],
  ['a user by name', (text: string) => text.replace(/^USER .*$/m, 'USER node'), /cannot tell/],
  ['a shell', (text: string) => text.replace(/^ENTRYPOINT .*$/m, 'ENTRYPOINT node collector'), /shell/],
  ['the whole checkout', (text: string) => text.replace(/^COPY .*$/m, 'COPY . /opt'), /whole checkout/],
])('%s is found', (_what, change, problem) => {
  expect(problemsOf(change(TEXT)).join('\n')).toMatch(problem);
});

test('a mistake in the syntax is found', () => {
  expect(validate(TEXT.replace('STOPSIGNAL', 'STOPSIGNALS'))).not.toEqual([]);
});

test('what it copies and starts is what the build writes', () => {
  expect(TEXT).toContain('COPY --chown=root:root build/collector/ /opt/bedrock-collector/');
  expect(TEXT).toContain('ENTRYPOINT ["node", "/opt/bedrock-collector/bedrock-collector"]');
});
