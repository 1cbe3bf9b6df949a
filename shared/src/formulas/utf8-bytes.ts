/** How many bytes a text has in UTF-8: WeCom counts most lengths so. Needs no TextEncoder, which the mini-program lacks. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** The longest beginning of `text` with at most `max` UTF-8 bytes; never cuts a character apart. */
export function cutToUtf8Bytes(text: string, max: number): string {
  let bytes = 0;
  let end = 0;
  for (const char of text) {
    bytes += utf8Bytes(char);
    if (bytes > max) return text.slice(0, end);
    end += char.length;
  }
  return text;
}
