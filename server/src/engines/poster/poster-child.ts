import { describeError, DomainError } from '../../platform/errors.ts';
import { drawPoster, type PosterJob } from './draw-poster.ts';
import { registerFonts } from './fonts.ts';

export type PosterAnswer =
  | 'ready'
  | { id: number; png: Buffer }
  | { id: number; refused: { code: string; details: Record<string, unknown> } }
  | { id: number; failed: string };

registerFonts();

async function answer(id: number, job: PosterJob): Promise<PosterAnswer> {
  try {
    return { id, png: await drawPoster(job) };
  } catch (error) {
    if (error instanceof DomainError) return { id, refused: { code: error.code, details: error.details } };
    return { id, failed: describeError(error, 200) };
  }
}

/** The process that draws posters, started by `poster-process.ts`: a fault in the drawing library costs one poster. */
process.on('message', ({ id, job }: { id: number; job: PosterJob }) => {
  void answer(id, job).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready' satisfies PosterAnswer);
