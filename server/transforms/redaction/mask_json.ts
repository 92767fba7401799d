/**
 * Masks JSON: strings, names of members, and numbers, since a card number may come as any of them. A value is also read
 * behind its name, as it would be in a text: `{"phone": 4155552671}`. Media and vectors do not stay either.
 */
import { asObject, type Json, type JsonObject } from '../../../common/documents/json';
import { remembered } from '../../../common/remember';
import { findSensitive } from '../sensitive/find_sensitive';
import { isSecretName, password } from '../sensitive/password';
import { maskOf, maskText } from './mask_text';
import type { Tally } from './tally';

/** Deeper than any vendor's format; keeps hostile nesting off the stack. */
const MAX_DEPTH = 100;
export const NESTED = '[OMITTED:nested]';

/** Names behind which a value may be something that it is not by itself. */
const TELLING =
  /phone|fon|tel|mobil|handy|cell|fax|whatsapp|sms|móvil|ssn|social|aadha|uidai|cpf|secret|aws|key|card|auth/i;

/** What the name of a member says of itself and of its value. */
interface Name {
  readonly isSensitive: boolean;
  readonly isSecret: boolean;
  /** What to read a value behind: `homePhone` as a text would have it. */
  readonly label: string | undefined;
}

/** Schemas and results of tools have the same few names over and over. */
const nameOf = remembered((name): Name => ({
  isSensitive: findSensitive(name).length > 0,
  isSecret: isSecretName(name),
  label: TELLING.test(name) ? `${name.replace(/([a-z])([A-Z])/g, '$1_$2')}: ` : undefined,
}));
const NO_NAME = nameOf('');

/**
 * Numbers that no double holds exactly have lost their last digits, and with them the check digit: what is left begins
 * as long card numbers do (ISO/IEC 7812-1: Visa, Maestro, UnionPay, Discover).
 */
const LONG_CARD = /^(?:4|5[06-9]|6)\d{16,18}$/;

/** Integers of fewer digits are nothing by themselves. */
const LEAST_TELLING = 100_000;

/** Names of an object's members: two that are the same once masked stay two. */
class TakenNames {
  private readonly names: Set<string>;
  /** Where counting goes on: an object may have thousands of addresses for names. */
  private readonly counts = new Map<string, number>();

  constructor(names: readonly string[]) {
    this.names = new Set(names);
  }

  add(name: string): void {
    this.names.add(name);
  }

  free(masked: string): string {
    let count = this.counts.get(masked) ?? 1;
    let name = count === 1 ? masked : `${masked} ${count}`;
    while (this.names.has(name)) name = `${masked} ${(count += 1)}`;
    this.counts.set(masked, count);
    return name;
  }
}

class Masker {
  constructor(private readonly tally: Tally) {}

  value(value: Json, name: Name, depth: number): Json {
    if (typeof value === 'string') return this.text(value, name);
    if (typeof value === 'number') return this.number(value, name);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > MAX_DEPTH) return NESTED;
    if (Array.isArray(value)) return this.list(value, name, depth);
    return this.object(value, depth);
  }

  private list(value: Json[], name: Name, depth: number): Json[] {
    let items: Json[] | undefined;
    for (let index = 0; index < value.length; index += 1) {
      const item = value[index] ?? null;
      const masked = this.value(item, name, depth + 1);
      if (masked !== item) (items ??= [...value])[index] = masked;
    }
    return items ?? value;
  }

  private object(value: JsonObject, depth: number): JsonObject {
    const names: string[] = [];
    const items: Json[] = [];
    let taken: TakenNames | undefined;
    let changed = false;
    for (const name in value) {
      const item = value[name];
      if (item === undefined || isHashOfMedia(value, name)) {
        changed = true;
        continue;
      }
      const known = nameOf(name);
      const masked = this.value(item, known, depth + 1);
      const maskedName = known.isSensitive
        ? (taken ??= new TakenNames(names)).free(maskText(name, this.tally))
        : name;
      changed ||= masked !== item || maskedName !== name;
      names.push(maskedName);
      items.push(masked);
      taken?.add(maskedName);
    }
    if (!changed) return value;
    // Names are the caller's: assigning one of them could change the object's prototype.
    return Object.fromEntries(names.map((name, index) => [name, items[index] ?? null]));
  }

  private text(value: string, { isSecret, label }: Name): string {
    if (value === '') return value;
    if (isSecret && !value.startsWith('[REDACTED:')) {
      this.tally.add(password.kind, password.group);
      return maskOf(password.kind);
    }
    return maskText(label === undefined ? value : this.behind(label, value), this.tally);
  }

  /** Masks what is sensitive because of the name before it. */
  private behind(label: string, value: string): string {
    let masked = '';
    let at = 0;
    for (const { kind, group, start, end } of this.tally.texts.find(label + value)) {
      const from = Math.max(start - label.length, at);
      const to = end - label.length;
      if (to <= from) continue;
      masked += value.slice(at, from) + maskOf(kind);
      at = to;
      this.tally.add(kind, group);
    }
    return masked + value.slice(at);
  }

  private number(value: number, name: Name): Json {
    if (Number.isInteger(value) && Math.abs(value) < LEAST_TELLING && !name.isSecret && !name.label)
      return value;
    const text = String(value);
    if (Number.isInteger(value) && !Number.isSafeInteger(value) && LONG_CARD.test(text)) {
      this.tally.add('payment_card', 'pii');
      return maskOf('payment_card');
    }
    const masked = this.text(text, name);
    return masked === text ? value : masked;
  }
}

/** A hash of what may be a short text could be found out by guessing. */
const isHashOfMedia = (holder: JsonObject, name: string): boolean =>
  name === 'sha256' && holder.media_type !== undefined && holder.bytes !== undefined;

/** The value itself where nothing in it had to be masked, else a masked copy. */
export const maskJson = (value: Json, tally: Tally): Json => new Masker(tally).value(value, NO_NAME, 0);

/** The same of an object whose members are texts. */
export const maskObject = (value: JsonObject, tally: Tally): JsonObject =>
  asObject(maskJson(value, tally)) ?? {};
