import type { PosterDesign } from '../../contracts/poster.ts';

type Text = Extract<PosterDesign['elements'][number], { kind: 'text' }>;

export const text = (id: string, box: readonly [number, number, number, number], rest: Partial<Text>): Text => {
  const [x, y, w, h] = box;
  const size = rest.size ?? 32;
  return {
    kind: 'text',
    id,
    x,
    y,
    w,
    h,
    content: '',
    size,
    minSize: Math.min(size, 22),
    weight: 400,
    color: '#333333',
    align: 'left',
    verticalAlign: 'middle',
    lineHeight: 1.4,
    maxLines: 1,
    ...rest,
  };
};

export const shape = (
  id: string,
  [x, y, w, h]: readonly [number, number, number, number],
  color: string,
  rest: { radius?: number; opacity?: number; toColor?: string } = {},
): PosterDesign['elements'][number] => ({
  kind: 'shape',
  id,
  x,
  y,
  w,
  h,
  color,
  toColor: null,
  radius: 0,
  opacity: 1,
  ...rest,
});

/** The rep's card at the foot of a poster: avatar, name, position, company, and the code to add her. */
export const nameCard = (accent: string): PosterDesign['elements'] => [
  shape('card', [40, 1066, 670, 228], '#FFFFFF', { radius: 28 }),
  { kind: 'avatar', id: 'member', x: 72, y: 1110, w: 140, h: 140, of: 'member', ring: null, color: accent },
  text('member-name', [236, 1096, 254, 56], {
    content: '{员工姓名}',
    size: 38,
    minSize: 20,
    weight: 700,
    color: '#1F1F1F',
  }),
  text('member-position', [236, 1150, 254, 56], {
    content: '{员工职位}',
    size: 26,
    minSize: 18,
    color: '#666666',
    lineHeight: 1.3,
    maxLines: 2,
  }),
  text('corp', [236, 1208, 254, 64], {
    content: '{企业名称}',
    size: 22,
    color: '#8C8C8C',
    minSize: 16,
    maxLines: 2,
    verticalAlign: 'top',
  }),
  {
    kind: 'qr',
    id: 'code',
    x: 502,
    y: 1084,
    w: 192,
    h: 192,
    value: { kind: 'link' },
    dark: '#1F1F1F',
    light: '#FFFFFF',
    margin: 4,
  },
];
