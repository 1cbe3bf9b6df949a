import sanitizeHtml from 'sanitize-html';
import { MaterialEmpty } from '../errors.ts';
import { assetOfAddress } from './pictures.ts';

const COLOUR = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d.,%\s]+\)$/i];

const SCHEMES = ['http', 'https', 'tel'];

const BLOCKS = [
  'p',
  'div',
  'h2',
  'h3',
  'h4',
  'blockquote',
  'ul',
  'ol',
  'li',
  'hr',
  'br',
  'figure',
  'figcaption',
  'pre',
  'code',
];
const INLINE = ['strong', 'em', 'u', 's', 'sub', 'sup', 'mark', 'span', 'a', 'img'];
const TABLES = ['table', 'thead', 'tbody', 'tr', 'th', 'td'];

const allowed = {
  allowedTags: [...BLOCKS, ...INLINE, ...TABLES],
  allowedAttributes: {
    a: ['href', 'target', 'rel'],
    img: ['src', 'alt'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
    '*': ['style'],
  },
  allowedStyles: {
    '*': { 'text-align': [/^(left|right|center|justify)$/], color: COLOUR, 'background-color': COLOUR },
  },
  allowedSchemes: SCHEMES,
  allowedSchemesByTag: { img: ['asset'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  // What is inside them is no text for people.
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'iframe', 'svg', 'math', 'template', 'title'],
  enforceHtmlBoundary: false,
} satisfies sanitizeHtml.IOptions;

/** null: leads nowhere a reader should go, or only makes sense where it was copied from. */
function wholeAddress(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const { protocol, href: whole } = new URL(href);
  return SCHEMES.includes(protocol.slice(0, -1)) ? whole : null;
}

const asAttributes = (attributes: Record<string, string>) => attributes;

/** `keepPicture`: the asset for a picture's address, or null to leave it out. */
function clean(html: string, keepPicture: (src: string) => string | null): string {
  return sanitizeHtml(html, {
    ...allowed,
    transformTags: {
      h1: 'h2',
      h5: 'h4',
      h6: 'h4',
      b: 'strong',
      i: 'em',
      del: 's',
      strike: 's',
      section: 'div',
      a: (_tag, { href = '' }) => {
        const address = wholeAddress(href);
        const attribs = { href: address ?? '', target: '_blank', rel: 'noopener noreferrer nofollow' };
        return { tagName: 'a', attribs: address ? asAttributes(attribs) : {} };
      },
      img: (_tag, { src, alt, ...rest }) => {
        const assetId = keepPicture(rest['data-src'] ?? src ?? '');
        return { tagName: 'img', attribs: asAttributes(assetId ? { src: `asset:${assetId}`, alt: alt ?? '' } : {}) };
      },
    },
    exclusiveFilter: ({ tag, attribs, text, mediaChildren }) =>
      (tag === 'img' && !attribs.src) ||
      (['p', 'div', 'span', 'h2', 'h3', 'h4', 'figure', 'li', 'blockquote'].includes(tag) &&
        !text.trim() &&
        mediaChildren.length === 0),
  });
}

/** Rich text as the editor made it, with nothing in it that could run, load or lead astray. Throws when nothing is left to read. */
export function sanitiseRichText(html: string): string {
  const cleaned = clean(html, assetOfAddress).trim();
  if (!hasSomething(cleaned)) throw new MaterialEmpty();
  return cleaned;
}

/** The same for what was pasted from elsewhere; `assets`: by the address the picture had there. */
export function sanitisePasted(html: string, assets: ReadonlyMap<string, string>): string {
  return clean(html, (src) => assets.get(src) ?? assetOfAddress(src)).trim();
}

export function hasSomething(html: string): boolean {
  const words = sanitizeHtml(html, { allowedTags: [], allowedAttributes: {} });
  return /<img\b/.test(html) || words.replace(/&nbsp;|\s/g, '') !== '';
}
