/**
 * Reads the little XML that clients send: elements and text. Attributes are passed over, and there is no way in
 * for entities of one's own, comments or processing instructions but the declaration.
 */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const token = /<\?[^>]*\?>|<(\/?)([\w:.-]+)(?:\s[^>]*?)?(\/?)>|([^<]+)|(<)/gs;

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The root element; undefined where the text is no such XML. */
export function readXml(text: string): XmlElement | undefined {
  const root = { name: '', text: '', children: [] as XmlElement[] };
  const open = [root];
  for (const [, close, name, isEmpty, characters, stray] of text.matchAll(token)) {
    const current = open[open.length - 1];
    if (current === undefined || stray !== undefined) return undefined;
    if (characters !== undefined) {
      current.text += unescaped(characters);
    } else if (name !== undefined) {
      if (close === '/') {
        if (current === root || current.name !== name) return undefined;
        open.pop();
        continue;
      }
      const element = { name, text: '', children: [] };
      current.children.push(element);
      if (isEmpty !== '/') open.push(element);
    }
  }
  return open.length === 1 && root.children.length === 1 ? root.children[0] : undefined;
}

/** Text of the first child of this name. */
export const textOf = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text;

export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);

const unescaped = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) =>
      hex !== undefined
        ? String.fromCodePoint(parseInt(hex, 16))
        : decimal !== undefined
          ? String.fromCodePoint(Number(decimal))
          : (entities[name ?? ''] ?? whole),
  );
