import { createCanvas, type Image, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import type { PosterDesign } from '@zhike/shared/contracts/poster';
import {
  paintPoster,
  type PaintContext,
  type Picture,
  qrGrid,
  type QrSquares,
} from '@zhike/shared/formulas/poster/paint';
import { NAMELESS_ON_POSTER, type PosterValues } from '@zhike/shared/formulas/poster/variables';
import { readFile, stat } from 'node:fs/promises';
import jsqr from 'jsqr';
import qrcode from 'qrcode';
import { encodePng } from './encode-png.ts';
import {
  PosterCodeUnreadable,
  PosterLinkTooLong,
  PosterPictureMissing,
  PosterPictureTooLarge,
  PosterPictureUnreadable,
} from './errors.ts';
import { POSTER_FONTS, showable, UNKNOWN_HAN } from './fonts.ts';
import { pictureSize } from './picture-size.ts';

/** A file that holds a picture, known by its digest. */
export interface PictureFile {
  sha256: string;
  path: string;
}

/** By the asset's id; `customer` and `member` for avatars, `code` for a picture of the code that `link` codes repeat. */
export type PictureFiles = Readonly<Record<string, PictureFile>>;

export interface PosterJob {
  design: PosterDesign;
  values: PosterValues;
  pictures: PictureFiles;
  /** Of the picture, pixels; as wide as the design unless said. */
  width?: number;
}

/** 100 MB once unpacked; cameras of phones make 12 million. */
const MOST_PIXELS = 25_000_000;
const MOST_BYTES = 20 * 1024 * 1024;
/** Below this, squares are smaller than what a screen shows of them. */
const LEAST_SQUARE = 2;
/** Unpacked pictures kept for the next poster: the same background comes a thousand times. */
const KEPT_PIXELS = 30_000_000;

const kept = new Map<string, Image>();

/** The package's types are for bundlers; Node hands over the function itself. */
const readQr = jsqr as unknown as (rgba: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
/** What pictures of codes say, by their digest: a rep's code comes with every poster of hers. */
const readCodes = new Map<string, string>();
const MOST_READ_CODES = 1_000;

/** Draws one poster. Fails with a coded error for pictures that are no pictures. */
export async function drawPoster({
  design,
  values,
  pictures: { code, ...pictures },
  width,
}: PosterJob): Promise<Buffer> {
  const images = new Map<string, Picture<Image>>();
  for (const [name, file] of Object.entries(pictures)) {
    const picture = await openPicture(name, file).catch((error: unknown) => {
      // Nobody chose an avatar for the poster: the first letter of the name stands in for a strange one, too.
      if (isAvatar(name) && isNoPicture(error)) return null;
      throw error;
    });
    if (picture) images.set(name, picture);
  }
  const scale = (width ?? design.width) / design.width;
  const canvas = createCanvas(Math.round(design.width * scale), Math.round(design.height * scale));
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  const shown = showableJob(design, code ? { ...values, link: await linkIn(code) } : values);
  const codes = codesOf(shown.design, shown.values);
  paintPoster(context as SKRSContext2D & PaintContext<Image>, shown.design, {
    values: shown.values,
    fontFamily: POSTER_FONTS,
    assetOf: (assetId) => images.get(assetId) ?? null,
    avatarOf: (whose) => images.get(whose) ?? null,
    qrOf: (text) => codes.get(text)!,
  });
  return encodePng({ width: canvas.width, height: canvas.height, rgba: canvas.data() });
}

const isAvatar = (name: string) => name === 'customer' || name === 'member';
const isNoPicture = (error: unknown) =>
  error instanceof PosterPictureUnreadable || error instanceof PosterPictureTooLarge;

/** Only what our fonts can show; a customer of whose name nothing is left, or not every Han character, is called 朋友. */
function showableJob(design: PosterDesign, values: PosterValues): Pick<PosterJob, 'design' | 'values'> {
  const texts = Object.fromEntries(Object.entries(values.texts).map(([name, text]) => [name, showable(text)]));
  const { 客户昵称: name } = texts;
  const lacksHan = name?.includes(UNKNOWN_HAN) && !values.texts.客户昵称?.includes(UNKNOWN_HAN);
  if (name?.trim() === '' || lacksHan) texts.客户昵称 = NAMELESS_ON_POSTER;
  const elements = design.elements.map((element) =>
    element.kind === 'text' ? { ...element, content: showable(element.content) } : element,
  );
  return { design: { ...design, elements }, values: { ...values, texts } };
}

/** The codes of a design by their text, none with squares too small to be read. */
function codesOf(design: PosterDesign, { link }: PosterValues): Map<string, QrSquares> {
  const codes = new Map<string, QrSquares>();
  for (const element of design.elements) {
    if (element.kind !== 'qr') continue;
    const text = element.value.kind === 'link' ? (link ?? '') : element.value.text;
    const code = codes.get(text) ?? makeCode(text, element.id);
    if (qrGrid(element, code.count).square < LEAST_SQUARE) throw new PosterLinkTooLong({ element: element.id });
    codes.set(text, code);
  }
  return codes;
}

function makeCode(text: string, element: string): QrSquares {
  try {
    const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
    return { count: modules.size, isDark: (row, column) => modules.get(row, column) === 1 };
  } catch (cause) {
    // More than the largest code holds.
    throw new PosterLinkTooLong({ element }, { cause });
  }
}

/** What a picture of a code leads to: drawn anew, its squares are sharp at any size. */
async function linkIn({ sha256, path }: PictureFile): Promise<string> {
  const known = readCodes.get(sha256);
  if (known) return known;
  const image = await readPicture('code', path);
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#FFFFFF';
  context.fillRect(0, 0, image.width, image.height);
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const link = readQr(data, image.width, image.height)?.data;
  if (!link) throw new PosterCodeUnreadable();
  if (readCodes.size >= MOST_READ_CODES) readCodes.clear();
  readCodes.set(sha256, link);
  return link;
}

async function openPicture(name: string, { sha256, path }: PictureFile): Promise<Picture<Image>> {
  let image = kept.get(sha256);
  kept.delete(sha256);
  image ??= await readPicture(name, path);
  kept.set(sha256, image);
  let pixels = 0;
  // From the newest to the oldest; this one stays whatever its size.
  for (const [key, one] of [...kept].reverse()) {
    pixels += one.width * one.height;
    if (pixels > KEPT_PIXELS && key !== sha256) kept.delete(key);
  }
  return { source: image, width: image.width, height: image.height };
}

async function readPicture(name: string, path: string): Promise<Image> {
  const size = await stat(path).catch(() => null);
  if (!size) throw new PosterPictureMissing({ picture: name });
  if (size.size > MOST_BYTES) throw new PosterPictureTooLarge({ picture: name, maxPixels: MOST_PIXELS });
  const bytes = await readFile(path);
  const claimed = pictureSize(bytes);
  if (!claimed) throw new PosterPictureUnreadable({ picture: name });
  if (claimed.width * claimed.height > MOST_PIXELS)
    throw new PosterPictureTooLarge({ picture: name, maxPixels: MOST_PIXELS });
  const image = await loadImage(bytes).catch((cause: unknown) => {
    throw new PosterPictureUnreadable({ picture: name }, { cause });
  });
  if (image.width === 0 || image.height === 0) throw new PosterPictureUnreadable({ picture: name });
  return image;
}
