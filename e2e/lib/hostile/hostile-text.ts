import type { Endpoint } from '@zhike/shared/contracts/endpoint';

export type Schema = NonNullable<Endpoint['body']>;

/**
 * No page of ours has such an element: one in a page came out of a text. Short, so that it fits where little fits; how a name of an
 * element is written, upper or lower case, does not matter to a browser.
 */
export const INJECTED = 'x-hit';
const ELEMENT = `<${INJECTED}>`;

/** Whatever of it runs leaves `window.__hit`. The long word bursts a page that does not break it; the mark in it turns the line around. */
const SCRIPTS = [
  `"'>${ELEMENT}<img src=x onerror="window.__hit='img'"><script>window.__hit='script'</script>`,
  `<svg/onload="window.__hit='svg'"></textarea></title><iframe src="javascript:top.__hit='frame'"></iframe>`,
  `{{7*7}}\${7*7}<%=7*7%>javascript:window.__hit='url'//`,
].join('');
const TURNED = '\u202E';
const LONG_WORD = 'Wo'.repeat(120);

/** From the longest to the shortest: into a field goes the first that it takes. */
const TEXTS = [
  `${SCRIPTS}${TURNED}${LONG_WORD}`,
  `"'>${ELEMENT}<img src=x onerror="window.__hit='img'">${TURNED}${'W'.repeat(120)}`,
  `"'>${ELEMENT}<img src=x onerror="window.__hit='img'">${TURNED}${'W'.repeat(60)}`,
  `"'>${ELEMENT}<img src=x onerror="window.__hit='img'">`,
  `"'>${ELEMENT}<img src onerror=h()>`,
  `">${ELEMENT}<svg/onload=h()>`,
  `${ELEMENT}WWWWWWWWWWWW`,
  `${ELEMENT}WWWW`,
  ELEMENT,
];
/** As an address: nothing but http(s) gets that far. */
const ADDRESS = `https://example.com/"'>${ELEMENT}<img src=x onerror="window.__hit='address'">${LONG_WORD}`;

/** The worst that this schema takes; null: it takes no text of one’s own. */
export function hostileFor(schema: Schema): string | null {
  return [...TEXTS, ADDRESS].find((text) => schema.safeParse(text).success) ?? null;
}

export const isHostile = (value: unknown): value is string => typeof value === 'string' && value.includes(ELEMENT);

/** For WeCom, which has no schemas of ours: a long text, a name, and what fits where little does. */
export const hostileText = {
  long: TEXTS[0]!,
  name: TEXTS[2]!,
  middle: TEXTS[3]!,
  short: TEXTS[6]!,
  address: ADDRESS,
  keyword: TEXTS[4]!,
};

/** None of them may become a link: what is no address of the web, and what only looks like one. */
export const BAD_ADDRESSES = [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript://example.com/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://example.com/1',
  '//example.com/',
  'https:javascript:alert(1)',
  'ht\ntps://example.com/',
];
