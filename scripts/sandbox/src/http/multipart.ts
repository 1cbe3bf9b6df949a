export interface UploadedFile {
  filename: string;
  contentType: string;
  bytes: Buffer;
}

/**
 * The file of a multipart/form-data body: the field `media`, or the first part with a filename (some SDKs name it otherwise).
 * `undefined` when the body is not multipart or holds no file.
 */
export function readUploadedFile(contentTypeHeader: string, body: Buffer): UploadedFile | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentTypeHeader);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (!/^multipart\/form-data/i.test(contentTypeHeader) || !mark) return undefined;
  const delimiter = Buffer.from(`--${mark}`);
  let first: UploadedFile | undefined;
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const next = body.indexOf(delimiter, at + delimiter.length);
    if (next < 0) break;
    const file = readPart(body.subarray(at + delimiter.length + 2, next - 2));
    if (file?.name === 'media') return file;
    first ??= file;
    at = next;
  }
  return first;
}

function readPart(part: Buffer): (UploadedFile & { name: string }) | undefined {
  const headEnd = part.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = part.subarray(0, headEnd).toString('utf8');
  const disposition = /content-disposition:[^\r\n]*/i.exec(head)?.[0] ?? '';
  const filename =
    /filename\*=UTF-8''([^;\r\n]+)/i.exec(disposition)?.[1] ?? /filename="([^"]*)"/i.exec(disposition)?.[1];
  if (filename === undefined) return undefined;
  return {
    name: /[; ]name="([^"]*)"/i.exec(disposition)?.[1] ?? '',
    filename: filename.includes('%') ? safeDecode(filename) : filename,
    contentType: /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1]?.trim() ?? 'application/octet-stream',
    bytes: Buffer.from(part.subarray(headEnd + 4)),
  };
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that encodes nothing is part of the name.
    return text;
  }
}
