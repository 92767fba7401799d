/**
 * A conversation with everything sensitive in it masked, wherever it stands: what was said, however the format cut it,
 * what went to tools and came back, names, ids, the vendor's words. Media are not part of it.
 */
import type { Conversation, Message, Part } from '../../../common/bodies/conversation';
import type { Json } from '../../../common/documents/json';
import { replaceMedia } from '../invocation/media';
import { maskJson } from './mask_json';
import { maskFlow, maskText, type Piece } from './mask_text';
import type { Tally } from './tally';

/** A text that holds media, as some clients send it. */
const DATA_URI = /data:[\w.+/-]{0,100};base64,[A-Za-z0-9+/=_-]+/g;
const MEDIA = '[OMITTED:media]';

const withoutMedia = (text: string): string =>
  text.includes(';base64,') ? text.replace(DATA_URI, MEDIA) : text;

/** Parts as they came, and at the places of those whose text is masked together with others, what becomes of it. */
interface Prepared {
  readonly parts: readonly Part[];
  readonly pieces: readonly (Piece | undefined)[];
}

const prepare = (parts: readonly Part[]): Prepared => ({
  parts,
  pieces: parts.map((part) =>
    part.kind === 'text' || part.kind === 'reasoning'
      ? { text: withoutMedia(part.text), visible: part.kind === 'text' }
      : undefined,
  ),
});

class ConversationMasker {
  constructor(private readonly tally: Tally) {}

  text = (value: string): string => maskText(value, this.tally);

  optional = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : this.text(value);

  /** Changes what the value shares with the body. */
  json(value: Json): Json {
    const holder = { json: value };
    replaceMedia(holder);
    return maskJson(holder.json, this.tally);
  }

  parts(parts: readonly Part[]): Part[] {
    const prepared = prepare(parts);
    this.flow(prepared);
    return this.masked(prepared);
  }

  flow(...prepared: readonly Prepared[]): void {
    const flow: Piece[] = [];
    for (const { pieces } of prepared) for (const piece of pieces) if (piece) flow.push(piece);
    maskFlow(flow, this.tally);
  }

  masked({ parts, pieces }: Prepared): Part[] {
    return parts.map((part, index): Part => {
      switch (part.kind) {
        case 'text':
        case 'reasoning':
          return { kind: part.kind, text: pieces[index]?.text ?? '' };
        case 'tool_call':
          return {
            kind: part.kind,
            id: this.optional(part.id),
            name: this.optional(part.name),
            input: this.json(part.input),
          };
        case 'tool_result':
          return {
            kind: part.kind,
            id: this.optional(part.id),
            content: this.parts(part.content),
            isError: part.isError,
          };
        case 'citation':
        case 'unknown':
          return { kind: part.kind, json: this.json(part.json) };
        default:
          return {
            kind: part.kind,
            mediaType: this.optional(part.mediaType),
            name: this.optional(part.name),
            uri: this.optional(part.uri === undefined ? undefined : withoutMedia(part.uri)),
          };
      }
    });
  }

  messages(messages: readonly Message[]): Message[] {
    return messages.map(({ role, parts }) => ({ role: this.text(role), parts: this.parts(parts) }));
  }

  /** A last message of the assistant is the beginning of its answer, whichever of the choices that is. */
  continued(begun: Message, answers: readonly Message[]): { begun: Message; answers: Message[] } {
    const beginning = prepare(begun.parts);
    const prepared = answers.map(({ role, parts }) => ({ role, prepared: prepare(parts) }));
    for (const answer of prepared) this.flow(beginning, answer.prepared);
    return {
      begun: { role: this.text(begun.role), parts: this.masked(beginning) },
      answers: prepared.map((answer) => ({
        role: this.text(answer.role),
        parts: this.masked(answer.prepared),
      })),
    };
  }

  turns({ messages, answers }: Conversation): Pick<Conversation, 'messages' | 'answers'> {
    const last = messages.at(-1);
    if (last?.role !== 'assistant' || answers.length === 0)
      return { messages: this.messages(messages), answers: this.messages(answers) };
    const continued = this.continued(last, answers);
    return {
      messages: [...this.messages(messages.slice(0, -1)), continued.begun],
      answers: continued.answers,
    };
  }
}

/** A masked copy. Media inside it are taken out of the body they came from, too: nothing may read that afterwards. */
export function maskConversation(conversation: Conversation, tally: Tally): Conversation {
  const masker = new ConversationMasker(tally);
  const { parameters, images } = conversation;
  return {
    ...conversation,
    system: masker.parts(conversation.system),
    ...masker.turns(conversation),
    tools: conversation.tools.map(({ name, json }) => ({
      name: masker.optional(name),
      json: masker.json(json),
    })),
    parameters: {
      ...parameters,
      stopSequences: parameters.stopSequences?.map(masker.text),
      version: masker.optional(parameters.version),
    },
    finishReasons: conversation.finishReasons.map(masker.text),
    responseId: masker.optional(conversation.responseId),
    responseModel: masker.optional(conversation.responseModel),
    serviceTier: masker.optional(conversation.serviceTier),
    latencyMode: masker.optional(conversation.latencyMode),
    images: images && {
      ...images,
      taskType: masker.optional(images.taskType),
      quality: masker.optional(images.quality),
    },
  };
}
