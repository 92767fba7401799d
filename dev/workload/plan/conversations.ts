/**
 * Spreads an application's calls of one hour over conversations: turns that repeat what was said before them,
 * tool calls that are answered by the next request. A conversation never leaves its hour, so that hours stay
 * independent of each other.
 */
import type { Chat, Json, Message, Part } from '../call';
import type { Application, Caller, ModelUse } from '../estate/application';
import type { Random } from '../random';
import { attack, type AttackPlace } from '../scenarios/attacks';
import { plant } from '../scenarios/planted';
import { SCENARIOS } from '../scenarios/registry';
import type { Exchange, Scenario } from '../scenarios/scenario';
import type { Draft } from './draft';

/** Bodies of image models that draw in two qualities. */
const QUALITIES: ReadonlySet<string> = new Set(['nova_canvas', 'titan_image']);
const PLANTED_SHARE = 0.008;
/** Calls with tools are few, and what tools answer is where attacks come from. */
const ATTACK_SHARE = { plain: 0.004, tool: 0.02 };
const CUT_SHARE = 0.015;

type ChatScenario = Extract<Scenario, { kind: 'chat' }>;

const sessionsOf = (callers: readonly Caller[]) =>
  callers.reduce((count, caller) => count + (caller.kind === 'role' ? caller.sessions.length : 1), 0);

/** `count` drafts whose conversations start evenly over the hour, each at a random second of its slot. */
export function layOut(random: Random, application: Application, count: number): readonly Draft[] {
  const scenario: Scenario = SCENARIOS[application.scenario];
  const drafts: Draft[] = [];
  let planned = 0;
  while (planned < count) {
    const use = random.weighted(application.models);
    const session = random.int(0, sessionsOf(application.callers) - 1);
    const start = Math.floor(((planned + random.next()) / count) * 3600);
    const base = { use, session, incident: false } as const;
    if (scenario.kind === 'embedding') {
      drafts.push({
        ...base,
        offset: start,
        task: { kind: 'embedding', texts: scenario.texts(random) },
        planted: null,
      });
      planned++;
    } else if (scenario.kind === 'rerank') {
      const task = { kind: 'rerank', ...scenario.search(random) } as const;
      drafts.push({ ...base, offset: start, task, planted: null });
      planned++;
    } else if (scenario.kind === 'image') {
      const side = random.pick([512, 768, 1024] as const);
      const many = use.model.body === 'nova_canvas' && random.chance(0.2);
      const task = {
        kind: 'image',
        prompt: scenario.prompt(random),
        width: side,
        height: side,
        count: many ? 2 : 1,
        quality: QUALITIES.has(use.model.body) && random.chance(0.25) ? 'premium' : 'standard',
      } as const;
      drafts.push({ ...base, offset: start, task, planted: null });
      planned++;
    } else {
      const turns = converse(random, application, scenario, use, count - planned);
      let offset = start;
      for (const turn of turns) {
        drafts.push({ ...base, ...turn, offset: Math.min(offset, 3599) });
        offset += random.int(turn.task.stop === 'tool' ? 2 : 12, turn.task.stop === 'tool' ? 9 : 90);
      }
      planned += turns.length;
    }
  }
  return drafts;
}

interface Turn {
  readonly task: Chat;
  readonly planted: string | null;
}

function converse(
  random: Random,
  application: Application,
  scenario: ChatScenario,
  use: ModelUse,
  most: number,
): readonly Turn[] {
  const converses = use.operation === 'Converse' || use.operation === 'ConverseStream';
  const exchanges = random.int(1, scenario.exchanges);
  const turns: Turn[] = [];
  let said: readonly Message[] = [];
  for (let i = 0; i < exchanges && turns.length < most; i++) {
    const exchange = scenario.exchange(random);
    const planted = random.chance(PLANTED_SHARE) ? plant(random) : undefined;
    const withTool = exchange.tool !== undefined && converses && turns.length + 2 <= most;
    const attacked =
      planted === undefined && random.chance(withTool ? ATTACK_SHARE.tool : ATTACK_SHARE.plain)
        ? attack(random, withTool)
        : undefined;
    const slipped = attacked?.text(random, exchange.user);
    const slippedInto = (place: AttackPlace) => (attacked?.place === place ? slipped : undefined);
    const asked = [...said, userMessage(random, exchange, planted?.text ?? slippedInto('question'))];
    /** `places`: where an attack would be new in this call. */
    const turn = (
      messages: readonly Message[],
      answer: readonly Part[],
      stop: Chat['stop'],
      places: readonly AttackPlace[],
    ) =>
      turns.push({
        task: {
          kind: 'chat',
          system: scenario.system,
          tools: converses ? scenario.tools : [],
          messages,
          oversize: false,
          answer,
          stop,
          cache: application.cache ?? 'none',
        },
        planted: planted?.kind ?? (attacked && places.includes(attacked.place) ? attacked.kind : null),
      });
    const answer = answerParts(random, exchange, use, slippedInto('answer'));
    if (exchange.tool && withTool) {
      const { name, preface, input, result, failed } = exchange.tool;
      const id = `tooluse_${random.token(22)}`;
      const wish: Part[] = [
        { kind: 'text', text: preface },
        { kind: 'tool_call', id, name, input },
      ];
      turn(asked, wish, 'tool', ['question']);
      const content = withNote(result, slippedInto('tool_result'));
      const told: Part = { kind: 'tool_result', id, name, content, failed };
      const informed: readonly Message[] = [
        ...asked,
        { role: 'assistant', parts: wish },
        { role: 'user', parts: [told] },
      ];
      turn(informed, answer.parts, answer.stop, ['tool_result', 'answer']);
      said = [...informed, { role: 'assistant', parts: visible(answer.parts) }];
    } else {
      turn(asked, answer.parts, answer.stop, ['question', 'answer']);
      said = [...asked, { role: 'assistant', parts: visible(answer.parts) }];
    }
  }
  return turns;
}

const visible = (parts: readonly Part[]) => parts.filter(({ kind }) => kind !== 'reasoning');

function userMessage(random: Random, { user, image }: Exchange, planted: string | undefined): Message {
  const text = planted === undefined ? user : `${user} ${planted}`;
  const picture: Part[] = image ? [{ kind: 'image', label: random.int(0, 0xffffff) }] : [];
  return { role: 'user', parts: [{ kind: 'text', text }, ...picture] };
}

/** A page or ticket that a tool found, with what somebody wrote into it. */
const withNote = (result: Json, note: string | undefined): Json =>
  note === undefined ? result : { result, note };

function answerParts(random: Random, exchange: Exchange, use: ModelUse, added: string | undefined) {
  const cut = random.chance(CUT_SHARE);
  const text = cut ? exchange.answer.slice(0, Math.ceil(exchange.answer.length * 0.6)) : exchange.answer;
  const reasoning: Part[] =
    use.model.reasons && exchange.reasoning !== undefined
      ? [{ kind: 'reasoning', text: exchange.reasoning }]
      : [];
  const whole = added === undefined ? text : `${text}\n\n${added}`;
  const parts: readonly Part[] = [...reasoning, { kind: 'text', text: whole }];
  return { parts, stop: cut ? ('length' as const) : ('end' as const) };
}
