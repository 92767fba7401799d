/** Rules about all code in the zip: nothing that a strict content policy forbids, nothing of the machine that built it. */
import { homedir } from 'node:os';
import { z } from 'zod';
import { root } from '../bundles/layout';
import { readCode } from './code_facts';
import type { Rule } from './rule';

/**
 * In the browser a strict policy makes every use fail, also under another name. On the server only plain calls
 * count: zod carries a probe whether it could (`const F = Function`), which no code of ours comes by.
 */
export const evaluationRule: Rule = ({ files, folder }) =>
  [...files]
    .filter(([path]) => path.endsWith('.js'))
    .flatMap(([path, bytes]) =>
      readCode(bytes.toString('utf8'), `${folder}.chunk.`)
        .evaluations.filter((excerpt) => !path.startsWith('server/') || PLAIN_CALL.test(excerpt))
        .map(
          (excerpt) =>
            `${path} makes code out of text («${excerpt}»): content policies forbid eval and new Function.`,
        ),
    );

const PLAIN_CALL = /^(new\s+)?(eval|Function)\s*\(/;

/** The checkout itself, and the usual places of home directories and of file addresses. */
const MACHINE_PATHS = [
  root,
  `${homedir()}/`,
  /file:\/\/\/\w/,
  /\/(home|Users)\/\w+\//,
  /\b[A-Z]:\\\\?Users\\/,
];

export const machinePathRule: Rule = ({ files }) =>
  [...files]
    // Licence texts quote whatever their authors wrote.
    .filter(([path]) => /\.(js|map|json)$/.test(path))
    .flatMap(([path, bytes]) => {
      const text = bytes.toString('utf8');
      return MACHINE_PATHS.map((place) =>
        typeof place === 'string' ? findText(text, place) : place.exec(text)?.[0],
      )
        .filter((found) => found !== undefined)
        .map((found) => `${path} contains «${found}», a path of the machine that built it.`);
    });

const findText = (text: string, place: string): string | undefined =>
  place.length > 1 && text.includes(place) ? place : undefined;

const SourceMap = z.looseObject({
  sources: z.array(z.string()),
  sourcesContent: z.array(z.string().nullable()).optional(),
});

export const sourceMapRule: Rule = ({ files }) =>
  [...files]
    .filter(([path]) => path.endsWith('.map'))
    .flatMap(([path, bytes]) => {
      const map = SourceMap.safeParse(JSON.parse(bytes.toString('utf8')));
      if (!map.success) return [`${path} is not a source map.`];
      const { sources, sourcesContent = [] } = map.data;
      return [
        ...(sourcesContent.some((content) => content !== null)
          ? [`${path} carries the sources themselves.`]
          : []),
        ...sources
          .filter((source) => /^([a-z]+:|\/)/i.test(source))
          .map((source) => `${path} points to ${source}, which exists only on the machine that built it.`),
      ];
    });
