import type { Extensions } from '@tiptap/core';
import { Image } from '@tiptap/extension-image';
import { TableKit } from '@tiptap/extension-table';
import { TextAlign } from '@tiptap/extension-text-align';
import { Color, TextStyle } from '@tiptap/extension-text-style';
import { StarterKit } from '@tiptap/starter-kit';

/** Only what the server keeps: whatever else is pasted is left out at once, not after saving. */
export const extensions: Extensions = [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] },
    codeBlock: false,
    code: false,
    link: { openOnClick: false, autolink: true, protocols: ['http', 'https', 'tel'], defaultProtocol: 'https' },
  }),
  Image.configure({ allowBase64: false }),
  // Tables and colours of imported articles stay; there are no buttons that make new ones.
  TableKit.configure({ table: { resizable: false } }),
  TextAlign.configure({ types: ['heading', 'paragraph'] }),
  TextStyle,
  Color,
];

/** Pasted from elsewhere: pictures of other sites would be missing for customers. */
export function withoutForeignPictures(html: string): { html: string; left: number } {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const foreign = [...page.querySelectorAll('img')].filter(
    (picture) => !/^\/api\/media\/[0-9A-Z]{26}\/content$/.test(picture.getAttribute('src') ?? ''),
  );
  for (const picture of foreign) picture.remove();
  return { html: page.body.innerHTML, left: foreign.length };
}
