import { readdirSync, readFileSync } from 'node:fs';

/** A fenced block of a page. */
export interface Block {
  /** `docs/access.md:41`, as editors open it. */
  place: string;
  page: string;
  language: string;
  text: string;
  /** The last file name with this block's extension that the page mentions before it. */
  file: string | undefined;
}

const ROOT = new URL('../../', import.meta.url);

/** The pages that people paste from. */
const PAGES = [
  'README.md',
  ...readdirSync(new URL('docs/', ROOT))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .sort(),
];

/** The fenced blocks of README.md and docs/*.md that name their language, without the indentation of a list. */
export function pastedBlocks(): Block[] {
  return PAGES.flatMap((page) => {
    const text = readFileSync(new URL(page, ROOT), 'utf8');
    return [...text.matchAll(/^( *)```(\w+)\n(.*?)^\1```$/gms)].map((match) => {
      const [, indent = '', language = '', body = ''] = match;
      const before = text.slice(0, match.index);
      return {
        place: `${page}:${before.split('\n').length}`,
        page,
        language,
        text: body.replace(new RegExp(`^${indent}`, 'gm'), ''),
        file: [...before.matchAll(new RegExp(`\`([\\w.-]+\\.${language})\``, 'g'))].at(-1)?.[1],
      };
    });
  });
}

/** Whether a block is quoted from a program in `examples`, where it is compiled and run. */
export function isQuoted({ text, language }: Block): boolean {
  const folder = new URL('examples/', ROOT);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(`.${language}`) && !name.includes('node_modules'))
    .some((name) => readFileSync(new URL(name, folder), 'utf8').includes(text));
}
