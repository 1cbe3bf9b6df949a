/** What browsers may show or play as it is; everything else is a download and nothing more. */
const SIGNS: [mime: string, test: (head: Buffer) => boolean][] = [
  ['image/jpeg', (head) => head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/png', (head) => head.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ['image/gif', (head) => /^GIF8[79]a/.test(head.toString('latin1', 0, 6))],
  ['image/webp', (head) => /^RIFF[^]{4}WEBP/.test(head.toString('latin1', 0, 12))],
  ['video/mp4', (head) => head.toString('latin1', 4, 8) === 'ftyp'],
  ['audio/amr-wb', (head) => head.toString('latin1', 0, 9) === '#!AMR-WB\n'],
  ['audio/amr', (head) => head.toString('latin1', 0, 6) === '#!AMR\n'],
];

/** By the first bytes, whatever the message says. */
export function mimeOf(head: Buffer): string {
  return SIGNS.find(([, test]) => test(head))?.[0] ?? 'application/octet-stream';
}

export const isShownInBrowser = (mime: string) => /^(image|video)\//.test(mime);
/** WeCom's voice messages: no browser plays them. */
export const isAmr = (mime: string) => mime.startsWith('audio/amr');

const ENDINGS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'audio/amr': 'amr',
  'audio/amr-wb': 'awb',
};

/** The name it is saved under: the sender's where there is one. */
export function fileNameOf({ name, mime, kind }: { name: string; mime: string; kind: string }): string {
  return name || `${kind.split('-')[0]}.${ENDINGS[mime] ?? 'bin'}`;
}
