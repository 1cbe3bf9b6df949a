import { gunzipSync } from 'node:zlib';

const PACKED = [
  'H4sIAAAAAAACA2NgYFBIK6ksyCzOz2VgYGIA0UBslFiWbJhbYGLIwMBslZufX8bAwJCTW5aRwoACmF8wMJhtYGBkACEEYERVhc53YMALmICos6',
  'QoMRvIjinJBtvJjGka0F4G/PZgtRdEqIC5KqkpJcVAWiY1p7gEoQNqLlgvE2NuSmYikKGQm4Lud6BBzA0MoUfAHN2MlJwimExZZkoqssowID/f',
  'IzEvJScVpIZxTW5mXhqQIVKWCzYU2ZkqKRA5mZSi1DQkb/CUFuUoQNiMQOcm5QDZe4pLilOQ1KwBRRqOoAC5V4XBA0h7wFTw+ADVK+RkJlUYmZ',
  'lgiwiJ//+BJCgpODM6HeD6/5BBMh1ILxMU/FfDAvI+OAwYmo90tiQwMrBlnHBinnQCqEOgILG4AOoGEBZJKimCBXASFEsUl4ADH+ZWPmj0iAD9',
  'hCwOwjJAsWQ0MT4o7QOUq0JyM0gcFE5cSJibSAy0OzkfYQ9zFpC2LU0pASUA09xUMA0CisiRDUwgRYkFBTnIAceRCUlRHGlFqaCUsCU3JbEEnN',
  'I6mpj+KYswsJg/bmBoDylgEGje9/v1ul1A9AEoz+Y4S4b1Tw6EpcVYLw1hWUNY7I6zPBnijx2AMCMd4MzMBjiz8gCc2dEg/nEDhDljApy5YgGc',
  'uWMDnHnigBiMeeOC6McNAMa+/FYWBAAA',
].join('');

/** Fourteen seconds of blue that a browser really plays: H.264, 64 × 36, one picture a second, no sound. */
export const smallVideo = (): Buffer => gunzipSync(Buffer.from(PACKED, 'base64'));

/** The same film with so many bytes of nothing between its pictures: no browser has it all at once. */
export function spreadVideo(gap: number): Buffer {
  const film = smallVideo();
  const placeOf = (box: string) => film.indexOf(box, 0, 'latin1') - 4;
  const sizesAt = placeOf('stsz') + 20;
  const sizes = Array.from({ length: film.readUInt32BE(sizesAt - 4) }, (_, index) =>
    film.readUInt32BE(sizesAt + 4 * index),
  );
  // A place of its own for each picture, where there was one for all.
  const placesAt = placeOf('stco') + 16;
  const longer = 4 * (sizes.length - 1);
  let from = film.readUInt32BE(placesAt);
  const begin = from + longer;
  for (const box of ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stco'])
    film.writeUInt32BE(film.readUInt32BE(placeOf(box)) + longer, placeOf(box));
  film.writeUInt32BE(sizes.length, placesAt - 4);
  film.writeUInt32BE(1, placeOf('stsc') + 20);
  film.writeUInt32BE(8 + gap * sizes.length, placeOf('mdat'));
  const places = Buffer.alloc(4 * sizes.length);
  const pictures = Buffer.alloc(gap * sizes.length);
  for (const [index, size] of sizes.entries()) {
    places.writeUInt32BE(begin + gap * index, 4 * index);
    film.copy(pictures, gap * index, from, from + size);
    from += size;
  }
  return Buffer.concat([film.subarray(0, placesAt), places, film.subarray(placesAt + 4, begin - longer), pictures]);
}
