/**
 * Just enough of the saved objects client to install assets and look at them again: objects by type and id in one
 * file, versions that change with every write, conflicts and absences as the errors the host throws.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { errorCode } from './error_code';
import type { SavedObject, SavedObjectsClientContract } from 'osd/core/server';

const Attributes = z.record(z.string(), z.unknown());
const Stored = z.object({
  id: z.string(),
  type: z.string(),
  attributes: Attributes,
  references: z.array(z.object({ name: z.string(), type: z.string(), id: z.string() })),
  version: z.string(),
});
type Stored = z.infer<typeof Stored>;

/** Shaped like the host's Boom errors: `error.output.statusCode` is what callers look at. */
class SavedObjectError extends Error {
  readonly output: { statusCode: number };
  constructor(statusCode: number, message: string) {
    super(message);
    this.output = { statusCode };
  }
}

export class SavedObjects {
  private readonly objects: Map<string, Stored>;

  private constructor(
    stored: readonly Stored[],
    private readonly file: string | undefined,
  ) {
    this.objects = new Map(stored.map((object) => [keyOf(object), object]));
  }

  static async open(file?: string): Promise<SavedObjects> {
    const text = file === undefined ? '[]' : await readFile(file, 'utf8').catch(absentIsEmpty);
    return new SavedObjects(z.array(Stored).parse(JSON.parse(text)), file);
  }

  readonly client: SavedObjectsClientContract = {
    get: async <T>(type: string, id: string) => typed<T>(this.find(type, id)),
    create: async <T>(
      type: string,
      attributes: T,
      options: Parameters<SavedObjectsClientContract['create']>[2] = {},
    ) => {
      const { id = randomUUID(), overwrite = false, references = [] } = options;
      if (!overwrite && this.objects.has(keyOf({ type, id }))) {
        throw new SavedObjectError(409, `Saved object [${type}/${id}] conflict`);
      }
      return typed<T>(await this.put({ id, type, attributes: Attributes.parse(attributes), references }));
    },
    bulkCreate: async (objects, options) => ({
      saved_objects: await Promise.all(
        objects.map(async ({ type, attributes, ...rest }) => {
          try {
            return await this.client.create(type, attributes, { ...rest, ...options });
          } catch (error) {
            if (!(error instanceof SavedObjectError)) throw error;
            const { statusCode } = error.output;
            return {
              id: rest.id ?? '',
              type,
              attributes,
              references: [],
              error: { statusCode, error: 'Conflict', message: error.message },
            };
          }
        }),
      ),
    }),
    update: async <T>(type: string, id: string, attributes: Partial<T>) => {
      const { references, attributes: old } = this.find(type, id);
      return typed<Partial<T>>(
        await this.put({ id, type, references, attributes: { ...old, ...attributes } }),
      );
    },
    delete: async (type, id) => {
      this.objects.delete(keyOf(this.find(type, id)));
      await this.save();
      return {};
    },
    find: async <T>({ type, page = 1, perPage = 20 }: Parameters<SavedObjectsClientContract['find']>[0]) => {
      const matching = [...this.objects.values()].filter((object) => [type].flat().includes(object.type));
      const shown = matching.slice((page - 1) * perPage, page * perPage);
      return {
        total: matching.length,
        page,
        per_page: perPage,
        saved_objects: shown.map((object) => typed<T>(object)),
      };
    },
  };

  private find(type: string, id: string): Stored {
    const found = this.objects.get(keyOf({ type, id }));
    if (!found) throw new SavedObjectError(404, `Saved object [${type}/${id}] not found`);
    return found;
  }

  private async put(object: Omit<Stored, 'version'>): Promise<Stored> {
    const stored = { ...object, version: randomUUID() };
    this.objects.set(keyOf(stored), stored);
    await this.save();
    return stored;
  }

  private async save(): Promise<void> {
    if (this.file === undefined) return;
    await mkdir(dirname(this.file), { recursive: true });
    await writeFile(this.file, JSON.stringify([...this.objects.values()]));
  }
}

const keyOf = ({ type, id }: { type: string; id: string }): string => `${type}:${id}`;

/** Which attributes a type has, its owner knows: the store keeps what it was given. */
const typed = <T>(object: Stored): SavedObject<T> => ({ ...object, attributes: object.attributes as T });

function absentIsEmpty(error: unknown): string {
  if (errorCode(error) === 'ENOENT') return '[]';
  throw error;
}
