import type { PosterDesign } from '@zhike/shared/contracts/poster';
import { paintPoster, type QrSquares } from '@zhike/shared/formulas/poster/paint';
import type { PosterValues } from '@zhike/shared/formulas/poster/variables';
import { useEffect, useRef } from 'react';
import { type Measure, roughMeasure } from './warnings.ts';
import { usePictures } from './use-pictures.ts';

interface PosterCanvasProps {
  design: PosterDesign;
  values: PosterValues;
  urlOf(assetId: string): string;
  /** Pixels of the page for one of the poster. */
  scale: number;
}

/** The server's font first, if somebody has it; Han characters are as wide in all of these. Emoji are the system's. */
const FONTS = '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const SAMPLE_SQUARES = 33;

/** The poster, painted by the same program as on the server. */
export function PosterCanvas({ design, values, urlOf, scale }: PosterCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pictureOf = usePictures(design, urlOf);

  // Painted again with every picture that arrives: a few milliseconds.
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const sharp = scale * Math.min(2, globalThis.devicePixelRatio || 1);
    canvas.current.width = Math.round(design.width * sharp);
    canvas.current.height = Math.round(design.height * sharp);
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    paintPoster<CanvasImageSource>(context, design, {
      values,
      fontFamily: FONTS,
      assetOf: pictureOf,
      avatarOf: () => null,
      qrOf: () => sampleCode,
    });
  });

  return (
    <canvas
      ref={canvas}
      className="poster-canvas"
      style={{ width: design.width * scale, height: design.height * scale }}
      aria-hidden="true"
    />
  );
}

/** Looks like a code and leads nowhere: the real one is made for each poster. */
const sampleCode: QrSquares = {
  count: SAMPLE_SQUARES,
  isDark(row, column) {
    const last = SAMPLE_SQUARES - 1;
    for (const [top, left] of [
      [0, 0],
      [0, last - 6],
      [last - 6, 0],
    ] as const) {
      const [y, x] = [row - top, column - left];
      if (y < -1 || y > 7 || x < -1 || x > 7) continue;
      if (y < 0 || y > 6 || x < 0 || x > 6) return false;
      return y === 0 || y === 6 || x === 0 || x === 6 || (y >= 2 && y <= 4 && x >= 2 && x <= 4);
    }
    return ((row * 31 + column * 17) ^ (row * column)) % 5 < 2;
  },
};

let measuring: CanvasRenderingContext2D | null | undefined;

/** By this browser's canvas, or roughly where there is none. */
export const measureText: Measure = (text, size, weight) => {
  measuring ??= document.createElement('canvas').getContext('2d');
  if (!measuring) return roughMeasure(text, size, weight);
  measuring.font = `${weight} ${size}px ${FONTS}`;
  return measuring.measureText(text).width;
};
