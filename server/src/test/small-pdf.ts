import { constants, deflateSync } from 'node:zlib';

interface PdfOptions {
  /** Of every page. */
  width?: number;
  height?: number;
  /** What is drawn instead of the number: a stream with its dictionary. */
  drawing?: { dictionary: string; bytes: Buffer };
  /** What the trailer says besides. */
  trailer?: string;
}

/** A PDF with so many pages, each with its number on it in large type. */
export function smallPdf(pages: number, { width = 300, height = 400, drawing, trailer = '' }: PdfOptions = {}): Buffer {
  const objects: string[] = [];
  const kids = Array.from({ length: pages }, (_, index) => `${4 + index * 2} 0 R`).join(' ');
  objects.push('<< /Type /Catalog /Pages 2 0 R >>');
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`);
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (let page = 1; page <= pages; page += 1) {
    const number = `1 0 0 rg 0 0 ${width} 40 re f 0 g BT /F1 120 Tf 80 150 Td (${page}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${3 + page * 2} 0 R >>`,
    );
    objects.push(
      drawing
        ? `<< /Length ${drawing.bytes.length} ${drawing.dictionary} >>\nstream\n${drawing.bytes.toString('latin1')}\nendstream`
        : `<< /Length ${number.length} >>\nstream\n${number}\nendstream`,
    );
  }
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer}>>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + end, 'latin1');
}

/** Some kilobytes that unpack to so many megabytes of spaces: a drawing that draws nothing. */
export function pdfBomb(megabytes: number): Buffer {
  const space = deflateSync(Buffer.alloc(1024 * 1024, 0x20), { finishFlush: constants.Z_FULL_FLUSH });
  // After a full flush a stream begins anew: what follows the two bytes of the header can stand there any number of times.
  const again = space.subarray(2);
  const bytes = Buffer.concat([space.subarray(0, 2), ...Array<Buffer>(megabytes).fill(again), Buffer.from([3, 0])]);
  return smallPdf(1, { drawing: { dictionary: '/Filter /FlateDecode', bytes } });
}

/** One that asks for a password: its keys fit none. */
export function encryptedPdf(): Buffer {
  const [owner, user] = ['4f', '55'].map((byte) => `<${byte.repeat(32)}>`);
  return smallPdf(1, {
    trailer: `/ID [<00112233> <00112233>] /Encrypt << /Filter /Standard /V 1 /R 2 /O ${owner} /U ${user} /P -44 >> `,
  });
}
