import { type MediaView, uploadMedia } from '@zhike/shared/contracts/media';
import { givenLibrary } from '../../../server/src/test/material-kit.ts';
import { whitePng } from '../../../server/src/test/pictures.ts';
import { smallPdf } from '../../../server/src/test/small-pdf.ts';
import { smallVideo } from '../../../server/src/test/small-video.ts';
import { ADMIN, type Product } from '../start-product.ts';
import type { HostileCalls } from './hostile-calls.ts';
import { hostileText } from './hostile-text.ts';

const ENDINGS = { image: '.png', video: '.mp4', file: '.pdf' };

/** One file of each kind under a name that is none. */
export async function uploadHostile(product: Product, calls: HostileCalls) {
  const library = givenLibrary(product, ADMIN.userId);
  const upload = async (kind: MediaView['kind'], bytes: Buffer) => {
    const query = { kind, name: hostileText.middle + ENDINGS[kind] };
    const { id } = await library.upload(kind, query.name, bytes);
    calls.remember(uploadMedia, { query });
    return id;
  };
  return {
    pictureId: await upload('image', whitePng(400, 300)),
    videoId: await upload('video', smallVideo()),
    fileId: await upload('file', smallPdf(2)),
  };
}
