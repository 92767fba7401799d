/**
 * Reading a conversation as text: what people search, and what the viewer shows first.
 */
import type { Conversation, Message, Part, Tool } from './conversation';

const INSTRUCTING_ROLES: ReadonlySet<string> = new Set(['system', 'developer']);
/** Tool results come from the caller's side, whatever the vendor calls the role. */
const ASKING_ROLES: ReadonlySet<string> = new Set(['user', 'tool', 'function']);

const textOf = (part: Part): string => {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'tool_result':
      return linesOf(part.content);
    default:
      return '';
  }
};

/** Texts a person or a tool wrote, each on its own line. */
function linesOf(parts: readonly Part[]): string {
  return parts
    .map(textOf)
    .filter((text) => text !== '')
    .join('\n');
}

/**
 * A model's words: neighbours are one text that the format cut (stream blocks, citations) and are joined
 * without a separator; what stands after a tool call begins a new line.
 */
function flowOf(parts: readonly Part[], kind: 'text' | 'reasoning'): string {
  let flow = '';
  let interrupted = false;
  for (const part of parts) {
    if (part.kind === kind) {
      if (part.text === '') continue;
      flow += interrupted && flow !== '' ? `\n${part.text}` : part.text;
      interrupted = false;
    } else if (part.kind !== 'citation') {
      interrupted = true;
    }
  }
  return flow;
}

const joined = (values: readonly string[], separator: string): string =>
  values.filter((value) => value !== '').join(separator);

/** Everything that instructs the model, wherever the vendor puts it. */
export const systemText = (conversation: Conversation): string =>
  joined(
    [
      linesOf(conversation.system),
      ...conversation.messages
        .filter(({ role }) => INSTRUCTING_ROLES.has(role))
        .map(({ parts }) => linesOf(parts)),
    ],
    '\n',
  );

/** Text of the last turn on the asking side; a tool result counts as its text. */
export function promptText({ messages }: Conversation): string {
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message && ASKING_ROLES.has(message.role)) return linesOf(message.parts);
  }
  return '';
}

/** The visible answer; several choices stand apart by an empty line. */
export const completionText = ({ answers }: Conversation): string =>
  joined(
    answers.map(({ parts }) => flowOf(parts, 'text')),
    '\n\n',
  );

export const reasoningText = ({ answers }: Conversation): string =>
  joined(
    answers.map(({ parts }) => flowOf(parts, 'reasoning')),
    '\n\n',
  );

/** User messages in which somebody wrote something: tool results are no turns of a person. */
export const userTexts = ({ messages }: Conversation): string[] =>
  messages
    .filter(({ role }) => role === 'user')
    .map(({ parts }) => linesOf(parts.filter(({ kind }) => kind === 'text')))
    .filter((text) => text !== '');

/** Kinds of parts in the request, sorted; what sits inside a tool result counts too. */
export function requestKinds({ system, messages }: Conversation): string[] {
  const kinds = new Set<string>();
  const visit = (parts: readonly Part[]): void => {
    for (const part of parts) {
      // The name both vendors' formats and people use for it.
      kinds.add(part.kind === 'tool_call' ? 'tool_use' : part.kind);
      if (part.kind === 'tool_result') visit(part.content);
    }
  };
  visit(system);
  for (const { parts } of messages) visit(parts);
  return [...kinds].sort();
}

export const toolCalls = ({ answers }: Conversation): Extract<Part, { kind: 'tool_call' }>[] =>
  answers.flatMap(({ parts }) =>
    parts.filter((part): part is Extract<Part, { kind: 'tool_call' }> => part.kind === 'tool_call'),
  );

/** Names of the tools offered and called, sorted. */
export function toolNames(conversation: Conversation): string[] {
  const named: readonly Pick<Tool, 'name'>[] = [...conversation.tools, ...toolCalls(conversation)];
  const names = named.map(({ name }) => name).filter((name): name is string => name !== undefined);
  return [...new Set(names)].sort();
}

export const answerRole = ({ answers }: Conversation): string | undefined =>
  answers.find(({ role }: Message) => role !== '')?.role;
