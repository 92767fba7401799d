/**
 * Data on its way out through a link: a picture loads as soon as an answer is shown, and its address takes along
 * whatever stands in the query. Seen in the answer, and where somebody asks for one.
 */
import type { Evidence } from './evidence';
import { NOT_SEEN, type Indicator } from './indicator';
import { PROMPT_INJECTION } from './owasp';
import { capped } from './texts';

/** Links of an answer that are read. */
const MOST_LINKS = 32;
/** Values shorter than these are sizes, languages and numbers. */
const IMAGE_VALUE = 16;
const LINK_VALUE = 64;
/** Characters that a value and the conversation share before it is called theirs. */
const SHARED = 16;

const MARKDOWN = /(!?)\[[^\]\n]{0,200}\]\(\s{0,4}<?(https?:\/\/[^\s)>]{1,2000})/gi;
const HTML_IMAGE = /<img\s[^<>\n]{0,200}?src\s{0,2}=\s{0,2}["']?(https?:\/\/[^\s"'<>]{1,2000})/gi;
/** Addresses that AWS signs carry long values that are nobody's data. */
const SIGNED =
  /^https?:\/\/[^/?#]{1,200}\.amazonaws\.com(?:\.cn)?\/[^?]{0,1000}\?[^#]{0,2000}x-amz-signature=/i;
/** A place that the model is to fill: capitals, braces, brackets. */
const TO_FILL = /^(?:[A-Z][A-Z_-]{3,}|[{[<(].{1,60}|%7B.{1,60}|(?:your|the|insert|user|base64)[_-]\w{1,40})$/;

interface Link {
  readonly image: boolean;
  readonly address: string;
}

function linksIn(text: string): Link[] {
  const links: Link[] = [];
  if (text.includes('](')) {
    for (const [, bang, address] of text.matchAll(MARKDOWN)) {
      if (links.push({ image: bang === '!', address: address ?? '' }) >= MOST_LINKS) return links;
    }
  }
  if (text.includes('<')) {
    for (const [, address] of text.matchAll(HTML_IMAGE)) {
      if (links.push({ image: true, address: address ?? '' }) >= MOST_LINKS) return links;
    }
  }
  return links;
}

function valuesOf(address: string): string[] {
  const query = address.indexOf('?');
  if (query < 0 || SIGNED.test(address)) return [];
  return address
    .slice(query + 1)
    .split('&')
    .map((pair) => pair.slice(pair.indexOf('=') + 1));
}

/** What a value may stand for: itself, percent-decoded, and from base64. */
function readings(value: string): string[] {
  const spaced = value.replaceAll('+', ' ');
  let decoded = spaced;
  try {
    decoded = decodeURIComponent(spaced);
  } catch {
    // Not percent-encoded: it stands for itself.
  }
  return [decoded, Buffer.from(decoded, 'base64').toString('utf8')];
}

/** Whether a piece of the value stands in one of the texts. */
const isFrom = (value: string, sources: readonly string[]): boolean =>
  readings(capped(value)).some((reading) => {
    const piece = reading.slice(0, SHARED);
    return piece.length === SHARED && sources.some((source) => source.includes(piece));
  });

/** One of these stands in every link that is looked for, and in few texts. */
const mayLink = (text: string): boolean => text.includes('](') || text.includes('<');

const anyLinks = ({ texts }: Evidence): boolean =>
  mayLink(texts.answer) || mayLink(texts.asked) || mayLink(texts.tool_result);

function* linksOf({ texts }: Evidence): Iterable<string> {
  const sources = [texts.asked, texts.tool_result, texts.system];
  for (const { image, address } of linksIn(texts.answer)) {
    // Passed on as it came in: whatever it carries, the model put nothing into it.
    if (sources.some((source) => source.includes(address))) continue;
    for (const value of valuesOf(address)) {
      if (value.length >= (image ? IMAGE_VALUE : LINK_VALUE)) yield image ? 'image_query' : 'link_query';
      if (value.length >= IMAGE_VALUE && isFrom(value, sources)) yield 'carries_conversation';
    }
  }
  for (const incoming of [texts.asked, texts.tool_result]) {
    for (const { image, address } of linksIn(incoming)) {
      if (image && valuesOf(address).some((value) => TO_FILL.test(value))) yield 'image_to_fill';
    }
  }
}

export const exfiltration: Indicator = {
  id: 'exfiltration',
  category: 'data_exfiltration',
  owasp: PROMPT_INJECTION,
  looksFor:
    'Markdown or HTML pictures and Markdown links in an answer whose query takes data along, and questions or tool results with a picture whose query the model is to fill.',
  limits:
    'Data in the path or the host name of an address, and bare addresses, are not seen. Addresses that were passed on as they came in are left alone; those of earlier turns, and pictures and links behind long tokens (trackers, searches, signed addresses other than those of AWS) look like it. The first 32 links of a text.',
  patterns: [
    {
      id: 'image_query',
      meaning: `a picture in the answer with a query value of ${IMAGE_VALUE} and more characters`,
    },
    {
      id: 'link_query',
      meaning: `a link in the answer with a query value of ${LINK_VALUE} and more characters`,
    },
    {
      id: 'carries_conversation',
      meaning:
        'a picture or link in the answer whose query repeats the question, a tool result or the system prompt',
    },
    {
      id: 'image_to_fill',
      meaning: 'a picture in a question or tool result whose query names what is to be filled in',
    },
  ],
  find: (evidence) => (anyLinks(evidence) ? linksOf(evidence) : NOT_SEEN),
};
