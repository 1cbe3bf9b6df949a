import type { PosterDesign, PosterElement } from '../../contracts/poster.ts';
import { layoutText, type MeasureText, type TextLayout } from './text-layout.ts';
import { cleanText, graphemes } from './units.ts';
import { fillPosterText, NAMELESS_ON_POSTER, type PosterValues } from './variables.ts';

/** What is used of a canvas: browsers have it, and so has the server, so that the editor shows what is sent. */
export interface PaintContext<Source> {
  fillStyle: unknown;
  globalAlpha: number;
  font: string;
  textBaseline: unknown;
  save(): void;
  restore(): void;
  beginPath(): void;
  clip(): void;
  fill(): void;
  fillRect(x: number, y: number, w: number, h: number): void;
  rect(x: number, y: number, w: number, h: number): void;
  /** Safari has it since 16. */
  roundRect?(x: number, y: number, w: number, h: number, radius: number): void;
  moveTo(x: number, y: number): void;
  arcTo(x1: number, y1: number, x2: number, y2: number, radius: number): void;
  closePath(): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { width: number };
  createLinearGradient(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
  ): { addColorStop(at: number, color: string): void };
  drawImage(
    source: Source,
    sx: number,
    sy: number,
    sw: number,
    sh: number,
    x: number,
    y: number,
    w: number,
    h: number,
  ): void;
}

export interface Picture<Source> {
  source: Source;
  width: number;
  height: number;
}

export interface QrSquares {
  /** Along one side, without free ground. */
  count: number;
  isDark(row: number, column: number): boolean;
}

export interface PaintTools<Source> {
  values: PosterValues;
  /** CSS names, the first that has a sign shows it. */
  fontFamily: string;
  /** null: not there; the ground stays free, an avatar gets the first letter of the name. */
  assetOf(assetId: string): Picture<Source> | null;
  avatarOf(whose: 'customer' | 'member'): Picture<Source> | null;
  qrOf(text: string): QrSquares;
}

type Of<Kind extends PosterElement['kind']> = Extract<PosterElement, { kind: Kind }>;

/** Draws the whole poster at its own size. Returns how each text came out, by the element's id. */
export function paintPoster<Source>(
  context: PaintContext<Source>,
  design: PosterDesign,
  tools: PaintTools<Source>,
): Map<string, TextLayout> {
  const { width: w, height: h, background } = design;
  const texts = new Map<string, TextLayout>();
  paintShape(context, { x: 0, y: 0, w, h, radius: 0, opacity: 1, ...background });
  const ground = background.assetId === null ? null : tools.assetOf(background.assetId);
  if (ground) paintPicture(context, ground, { x: 0, y: 0, w, h }, 'cover');
  for (const element of design.elements) {
    context.save();
    if (element.kind === 'text') texts.set(element.id, paintText(context, element, tools));
    else if (element.kind === 'shape') paintShape(context, element);
    else if (element.kind === 'image') paintImage(context, element, tools);
    else if (element.kind === 'avatar') paintAvatar(context, element, tools);
    else paintQr(context, element, tools);
    context.restore();
  }
  return texts;
}

/** The lines of a text, without drawing it. */
export function layoutElement(element: Of<'text'>, values: PosterValues, measure: MeasureText): TextLayout {
  return layoutText(element, fillPosterText(element.content, values.texts), measure);
}

/** Side of one square of a code in whole pixels, and its upper left corner; 0 where the code has too many squares for its box. */
export function qrGrid({ x, y, w, h, margin }: Of<'qr'>, count: number): { square: number; x: number; y: number } {
  const square = Math.floor(Math.min(w, h) / (count + 2 * margin));
  return { square, x: x + Math.floor((w - square * count) / 2), y: y + Math.floor((h - square * count) / 2) };
}

function measureBy<Source>(context: PaintContext<Source>, weight: number, family: string): MeasureText {
  const known = new Map<string, number>();
  return (text, size) => {
    const key = `${size} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      context.font = `${weight} ${size}px ${family}`;
      known.set(key, (width = context.measureText(text).width));
    }
    return width;
  };
}

function paintText<Source>(context: PaintContext<Source>, element: Of<'text'>, tools: PaintTools<Source>): TextLayout {
  const layout = layoutElement(element, tools.values, measureBy(context, element.weight, tools.fontFamily));
  // Accents and single signs wider than the box end at its edge; a little room for what letters reach beyond their line.
  const room = layout.size * 0.15;
  context.beginPath();
  context.rect(element.x - room, element.y - room, element.w + 2 * room, element.h + 2 * room);
  context.clip();
  context.font = `${element.weight} ${layout.size}px ${tools.fontFamily}`;
  context.textBaseline = 'alphabetic';
  context.fillStyle = element.color;
  for (const line of layout.lines) context.fillText(line.text, line.x, line.y);
  return layout;
}

function paintShape<Source>(
  context: PaintContext<Source>,
  shape: Pick<Of<'shape'>, 'x' | 'y' | 'w' | 'h' | 'color' | 'toColor' | 'radius' | 'opacity'>,
): void {
  const { x, y, w, h, color, toColor, radius, opacity } = shape;
  context.globalAlpha = opacity;
  context.fillStyle = color;
  if (toColor !== null) {
    const gradient = context.createLinearGradient(0, y, 0, y + h);
    gradient.addColorStop(0, color);
    gradient.addColorStop(1, toColor);
    context.fillStyle = gradient;
  }
  if (radius === 0) return context.fillRect(x, y, w, h);
  roundedPath(context, shape, radius);
  context.fill();
}

/** @param radius at most half of the shorter side */
function roundedPath<Source>(
  context: PaintContext<Source>,
  { x, y, w, h }: Pick<PosterElement, 'x' | 'y' | 'w' | 'h'>,
  radius: number,
): void {
  const round = Math.min(radius, w / 2, h / 2);
  context.beginPath();
  if (context.roundRect) return context.roundRect(x, y, w, h, round);
  context.moveTo(x + round, y);
  context.arcTo(x + w, y, x + w, y + h, round);
  context.arcTo(x + w, y + h, x, y + h, round);
  context.arcTo(x, y + h, x, y, round);
  context.arcTo(x, y, x + w, y, round);
  context.closePath();
}

function paintImage<Source>(context: PaintContext<Source>, element: Of<'image'>, tools: PaintTools<Source>): void {
  const picture = tools.assetOf(element.assetId);
  if (!picture) return;
  const { radius, opacity } = element;
  context.globalAlpha = opacity;
  if (radius > 0) {
    roundedPath(context, element, radius);
    context.clip();
  }
  paintPicture(context, picture, element, element.fit);
}

/** `cover` cuts what does not fit off at both ends, `contain` leaves the ground free there. */
function paintPicture<Source>(
  context: PaintContext<Source>,
  { source, width, height }: Picture<Source>,
  { x, y, w, h }: Pick<PosterElement, 'x' | 'y' | 'w' | 'h'>,
  fit: 'cover' | 'contain',
): void {
  if (fit === 'cover') {
    const scale = Math.max(w / width, h / height);
    const [sw, sh] = [w / scale, h / scale];
    return context.drawImage(source, (width - sw) / 2, (height - sh) / 2, sw, sh, x, y, w, h);
  }
  const scale = Math.min(w / width, h / height);
  const [dw, dh] = [width * scale, height * scale];
  context.drawImage(source, 0, 0, width, height, x + (w - dw) / 2, y + (h - dh) / 2, dw, dh);
}

function paintAvatar<Source>(context: PaintContext<Source>, element: Of<'avatar'>, tools: PaintTools<Source>): void {
  const side = Math.min(element.w, element.h);
  const x = element.x + (element.w - side) / 2;
  const y = element.y + (element.h - side) / 2;
  const disc = (inset: number) =>
    roundedPath(context, { x: x + inset, y: y + inset, w: side - 2 * inset, h: side - 2 * inset }, side);
  const inset = element.ring === null ? 0 : Math.max(2, Math.round(side * 0.035));
  if (element.ring !== null) {
    context.fillStyle = element.ring;
    disc(0);
    context.fill();
  }
  const picture = tools.avatarOf(element.of);
  const inner = { x: x + inset, y: y + inset, w: side - 2 * inset, h: side - 2 * inset };
  context.fillStyle = element.color;
  disc(inset);
  if (picture) {
    context.clip();
    return paintPicture(context, picture, inner, 'cover');
  }
  context.fill();
  const size = Math.max(1, Math.round(inner.h * 0.46));
  const measure = measureBy(context, 700, tools.fontFamily);
  const letter = layoutText(
    { ...inner, size, minSize: 1, align: 'center', verticalAlign: 'middle', lineHeight: 1, maxLines: 1 },
    firstSign(element.of, tools.values),
    measure,
  );
  context.font = `700 ${letter.size}px ${tools.fontFamily}`;
  context.textBaseline = 'alphabetic';
  context.fillStyle = '#FFFFFF';
  for (const line of letter.lines) context.fillText(line.text, line.x, line.y);
}

function firstSign(whose: 'customer' | 'member', { texts }: PosterValues): string {
  const name = whose === 'customer' ? (texts.客户昵称 ?? NAMELESS_ON_POSTER) : (texts.员工姓名 ?? '');
  return graphemes(cleanText(name).trim())[0]?.toUpperCase() ?? '';
}

function paintQr<Source>(context: PaintContext<Source>, element: Of<'qr'>, tools: PaintTools<Source>): void {
  const text = element.value.kind === 'link' ? (tools.values.link ?? '') : element.value.text;
  const { count, isDark } = tools.qrOf(text);
  const { square, x, y } = qrGrid(element, count);
  const side = Math.min(element.w, element.h);
  context.fillStyle = element.light;
  context.fillRect(
    element.x + Math.floor((element.w - side) / 2),
    element.y + Math.floor((element.h - side) / 2),
    side,
    side,
  );
  context.fillStyle = element.dark;
  for (let row = 0; row < count; row += 1) {
    // Squares side by side are one stroke: fewer calls, and no seam between them.
    for (let column = 0; column < count; column += 1) {
      const from = column;
      while (column < count && isDark(row, column)) column += 1;
      if (column > from) context.fillRect(x + from * square, y + row * square, (column - from) * square, square);
    }
  }
}
