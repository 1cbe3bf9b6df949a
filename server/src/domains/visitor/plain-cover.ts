import jpeg from 'jpeg-js';

const SIDE = 300;
let made: Buffer | null = null;

/** For materials without a picture: WeCom's card needs one. A page in a quiet blue. */
export function plainCover(): Buffer {
  made ??= draw();
  return made;
}

function draw(): Buffer {
  const data = Buffer.alloc(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const isPaper = x >= 80 && x < 220 && y >= 60 && y < 240;
      const isLine = isPaper && x >= 100 && x < 200 && y >= 100 && y % 28 < 8;
      data.writeUInt32BE(isLine ? 0x9bb8e8ff : isPaper ? 0xffffffff : 0x2f6fdeff, (y * SIDE + x) * 4);
    }
  }
  return jpeg.encode({ data, width: SIDE, height: SIDE }, 85).data;
}
