/**
 * Pictures inside rich text are kept by the id of the media asset (`asset:…`), because the editor and the visitor's page reach them at
 * different addresses.
 */
const KEPT = /\basset:([0-9A-HJKMNP-TV-Z]{26})/g;
const OF_EDITORS = /^\/api\/media\/([0-9A-HJKMNP-TV-Z]{26})\/content$/;

/** The asset that an editor's address names; null for any other address. */
export const assetOfAddress = (src: string): string | null => OF_EDITORS.exec(src)?.[1] ?? null;

export const assetsIn = (html: string): string[] => [...new Set([...html.matchAll(KEPT)].map((match) => match[1]!))];

export const htmlForEditors = (html: string): string => htmlWithPictures(html, (id) => `/api/media/${id}/content`);

/** With pictures at the addresses where the reader gets them. */
export const htmlWithPictures = (html: string, addressOf: (assetId: string) => string): string =>
  html.replaceAll(KEPT, (_written, assetId: string) => addressOf(assetId));
