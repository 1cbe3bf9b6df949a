/** A camera picture is scaled to this many pixels at most: enough for a code, quick to search. */
const LONGEST_SIDE = 1_200;

/** Finds the text of a QR code in a picture. */
export async function readQrCode(picture: Blob): Promise<string> {
  const bitmap = await createImageBitmap(picture);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  );
  const context = canvas.getContext('2d');
  if (!context) throw new Error('浏览器无法读取这张图片');
  // Codes are often cut out with a transparent margin; without white behind it the finder patterns are lost.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  // Loaded only when a picture is scanned.
  const { default: jsQR } = await import('jsqr');
  const found = jsQR(data, width, height);
  if (!found?.data) throw new Error('这张图片里没有认出二维码，换一张更清楚的试试');
  return found.data;
}
