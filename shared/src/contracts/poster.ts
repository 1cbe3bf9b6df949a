import { z } from 'zod';
import { Id } from './common.ts';
import { ChatTarget } from './chat-target.ts';
import { endpoint } from './endpoint.ts';
import { isScannable, overlap, QR_MOST_BYTES, qrSquares } from '../formulas/poster/readable.ts';
import {
  isPosterVariable,
  namedVariables,
  type PosterVariable,
  posterVariables,
} from '../formulas/poster/variables.ts';
import { utf8Bytes } from '../formulas/utf8-bytes.ts';

/** Lengths are pixels of the finished picture. */
export const posterLimits = {
  side: { min: 200, max: 2_400 },
  pixels: 4_000_000,
  elements: 40,
  textLength: 500,
  fontSize: { min: 10, max: 400 },
  /** So that a code has squares of some size whatever address it holds. */
  qrSide: 150,
  /** Squares of free ground around a code (ISO/IEC 18004 asks for four). */
  qrMargin: { min: 4, max: 10 },
  /** Pixels that one square of a code needs. */
  qrSquare: 3,
  /** Of a code's area may be covered, by a logo in its middle. */
  qrCovered: 0.04,
} as const;
const limits = posterLimits;

const between = (name: string, min: number, max: number) =>
  z.int(`${name}必须是整数`).min(min, `${name}不能小于 ${min}`).max(max, `${name}不能大于 ${max}`);
const Color = z.string().regex(/^#[0-9a-fA-F]{6}$/, '颜色的格式为 #RRGGBB');
const Side = (name: string) => between(name, limits.side.min, limits.side.max);

/** Where an element stands, from the upper left corner. It may reach beyond the picture, if not all of it does. */
const box = {
  /** Ours to tell elements apart while they are edited. */
  id: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, '元素的标识只能是 1-32 个字母、数字、- 和 _'),
  x: between('横坐标', -limits.side.max, limits.side.max),
  y: between('纵坐标', -limits.side.max, limits.side.max),
  w: between('宽度', 4, limits.side.max),
  h: between('高度', 4, limits.side.max),
};
const Radius = between('圆角', 0, limits.side.max).default(0);
const Opacity = z.number().min(0, '不透明度不能小于 0').max(1, '不透明度不能大于 1').default(1);

/** Too long a text shrinks to `minSize` and then ends in …; it never leaves its box. */
export const PosterText = z
  .strictObject({
    kind: z.literal('text'),
    ...box,
    /** May name `{客户昵称}` and the like. */
    content: z
      .string()
      .min(1, '请填写文字')
      .max(limits.textLength, `文字最多 ${limits.textLength} 个字`)
      .superRefine((content, context) => {
        for (const name of namedVariables(content)) {
          if (isPosterVariable(name)) continue;
          const known = Object.keys(posterVariables).map((one) => `{${one}}`);
          context.addIssue({ code: 'custom', message: `没有变量「{${name}}」,可以使用 ${known.join('、')}` });
        }
      }),
    size: between('字号', limits.fontSize.min, limits.fontSize.max),
    minSize: between('最小字号', limits.fontSize.min, limits.fontSize.max),
    weight: z.literal([400, 700]),
    color: Color,
    align: z.enum(['left', 'center', 'right']).default('left'),
    verticalAlign: z.enum(['top', 'middle', 'bottom']).default('top'),
    /** Times the font size. */
    lineHeight: z.number().min(1, '行高不能小于 1').max(3, '行高不能大于 3').default(1.4),
    maxLines: between('最多行数', 1, 30).default(1),
  })
  .superRefine(({ minSize, size, lineHeight, h }, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (minSize > size) issue('minSize', '最小字号不能大于字号');
    if (minSize * lineHeight > h + 0.5) issue('h', '文本框放不下一行字:请加高,或减小最小字号和行高');
  });

export const PosterImage = z.strictObject({
  kind: z.literal('image'),
  ...box,
  /** A picture in our media library. */
  assetId: Id,
  fit: z.enum(['cover', 'contain']).default('cover'),
  radius: Radius,
  opacity: Opacity,
});

export const PosterQr = z
  .strictObject({
    kind: z.literal('qr'),
    ...box,
    value: z.discriminatedUnion('kind', [
      /** What the poster is made for: a customer's own address, the rep's card. */
      z.strictObject({ kind: z.literal('link') }),
      z.strictObject({
        kind: z.literal('text'),
        text: z
          .string()
          .trim()
          .min(1, '请填写二维码的内容')
          .refine(
            (text) => utf8Bytes(text) <= QR_MOST_BYTES,
            `二维码的内容最多 ${QR_MOST_BYTES} 字节,再长手机扫不出来`,
          ),
      }),
    ]),
    dark: Color.default('#000000'),
    light: Color.default('#FFFFFF'),
    /** Of free ground, in squares of the code. */
    margin: z
      .int()
      .min(limits.qrMargin.min, `二维码四周至少留 ${limits.qrMargin.min} 格空白,否则扫不出来`)
      .max(limits.qrMargin.max, `二维码四周最多留 ${limits.qrMargin.max} 格空白`)
      .default(limits.qrMargin.min),
  })
  .superRefine(({ w, h, dark, light, margin, value }, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (!isScannable(dark, light)) issue('dark', '二维码的颜色要比底色深得多,否则扫不出来');
    const squares = qrSquares(value.kind === 'text' ? utf8Bytes(value.text) : 0) + 2 * margin;
    const side = Math.max(limits.qrSide, squares * limits.qrSquare);
    if (Math.min(w, h) < side) issue('w', `二维码太小,宽和高至少 ${side} 像素`);
  });

export const PosterAvatar = z.strictObject({
  kind: z.literal('avatar'),
  ...box,
  of: z.enum(['customer', 'member']),
  /** Around it; null for none. */
  ring: Color.nullable().default(null),
  /** Behind the first letter of the name, where there is no avatar. */
  color: Color.default('#0052D9'),
});

export const PosterShape = z.strictObject({
  kind: z.literal('shape'),
  ...box,
  color: Color,
  /** The colour at its foot; null for one colour all over. */
  toColor: Color.nullable().default(null),
  radius: Radius,
  opacity: Opacity,
});

export const PosterElement = z.discriminatedUnion('kind', [
  PosterText,
  PosterImage,
  PosterQr,
  PosterAvatar,
  PosterShape,
]);
export type PosterElement = z.infer<typeof PosterElement>;

const names: Record<PosterElement['kind'], string> = {
  text: '文字',
  image: '图片',
  qr: '二维码',
  avatar: '头像',
  shape: '色块',
};

/** A poster to be filled in: what lies on it, from the back to the front. */
export const PosterDesign = z
  .strictObject({
    width: Side('海报宽度'),
    height: Side('海报高度'),
    background: z.strictObject({
      color: Color,
      /** The colour at the foot; null for one colour all over. */
      toColor: Color.nullable().default(null),
      /** A picture that covers all of it. */
      assetId: Id.nullable().default(null),
    }),
    elements: z.array(PosterElement).max(limits.elements, `一张海报最多 ${limits.elements} 个元素`),
  })
  .superRefine(({ width, height, elements }, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (width * height > limits.pixels) issue(['width'], `海报太大,宽×高不能超过 ${limits.pixels / 10_000} 万像素`);
    const picture = { x: 0, y: 0, w: width, h: height };
    const seen = new Set<string>();
    for (const [index, element] of elements.entries()) {
      const at = (field: string) => ['elements', index, field];
      if (seen.has(element.id)) issue(at('id'), '两个元素的标识相同');
      seen.add(element.id);
      const inside = overlap(picture, element);
      if (inside === 0) issue(at('x'), `${names[element.kind]}在海报外面,看不到`);
      const isWhole = element.kind === 'text' || element.kind === 'qr';
      if (isWhole && inside > 0 && inside < element.w * element.h)
        issue(at('x'), `${names[element.kind]}超出了海报的边缘`);
      if (element.kind !== 'qr') continue;
      const most = element.w * element.h * limits.qrCovered;
      const cover = elements.slice(index + 1).find((later) => overlap(later, element) > most);
      if (cover) issue(at('x'), `二维码被前面的${names[cover.kind]}遮住,扫不出来`);
    }
  });
export type PosterDesign = z.infer<typeof PosterDesign>;

/** Drawn already: whoever knows its digest knows all that it shows. */
export const DrawnPoster = z.object({
  /** Address of the finished picture. */
  pictureUrl: z.string(),
});
export type DrawnPoster = z.infer<typeof DrawnPoster>;

const variableNames = Object.keys(posterVariables) as [PosterVariable, ...PosterVariable[]];

export const previewPoster = endpoint({
  method: 'POST',
  path: '/api/posters/preview',
  audience: 'member',
  roles: ['admin', 'manager'],
  summary: 'Draws a design that is not saved yet, with sample values where none are given',
  body: z.object({
    design: PosterDesign,
    texts: z.partialRecord(z.enum(variableNames), z.string().max(200)).default({}),
  }),
  response: DrawnPoster,
});

export const drawPoster = endpoint({
  method: 'POST',
  path: '/api/materials/:materialId/poster',
  audience: 'member',
  summary:
    'Draws the poster that a customer or a group would get from the viewer, and brings it to WeCom ahead of the sending',
  params: z.object({ materialId: Id }),
  body: z.object({ to: ChatTarget }),
  response: DrawnPoster,
});

export const getPosterPicture = endpoint({
  method: 'GET',
  path: '/api/posters/:sha256',
  audience: 'member',
  summary: 'A poster that has been drawn; `?as=file` to keep it',
  params: z.object({ sha256: z.string() }),
  response: z.undefined(),
});

export const getPosterThumbnail = endpoint({
  method: 'GET',
  path: '/api/materials/:materialId/thumbnail',
  audience: 'member',
  summary: 'A small picture of a poster with sample values, for lists',
  params: z.object({ materialId: Id }),
  response: z.undefined(),
});
