import type { PosterDesign } from '../../contracts/poster.ts';

type Text = Extract<PosterDesign['elements'][number], { kind: 'text' }>;

const text = (id: string, box: readonly [number, number, number, number], rest: Partial<Text>): Text => {
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

const shape = (
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
const nameCard = (accent: string): PosterDesign['elements'] => [
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

const birthday: PosterDesign = {
  width: 750,
  height: 1334,
  background: { color: '#FF8A5C', toColor: '#E5484D', assetId: null },
  elements: [
    shape('sun', [430, -160, 480, 480], '#FFFFFF', { radius: 240, opacity: 0.12 }),
    shape('moon', [-180, 620, 420, 420], '#FFFFFF', { radius: 210, opacity: 0.1 }),
    shape('star', [610, 360, 90, 90], '#FFD666', { radius: 45, opacity: 0.55 }),
    shape('dot', [66, 96, 44, 44], '#FFD666', { radius: 22, opacity: 0.7 }),
    text('cake', [40, 130, 670, 150], { content: '🎂', size: 120, align: 'center', lineHeight: 1.2 }),
    text('title', [40, 290, 670, 130], {
      content: '生日快乐',
      size: 104,
      weight: 700,
      color: '#FFFFFF',
      align: 'center',
      lineHeight: 1.2,
    }),
    text('english', [40, 420, 670, 52], {
      content: 'HAPPY BIRTHDAY TO YOU',
      size: 28,
      color: '#FFE9DF',
      align: 'center',
    }),
    shape('paper', [40, 566, 670, 460], '#FFFFFF', { radius: 32 }),
    {
      kind: 'avatar',
      id: 'customer',
      x: 305,
      y: 492,
      w: 140,
      h: 140,
      of: 'customer',
      ring: '#FFFFFF',
      color: '#FF8A5C',
    },
    text('name', [80, 642, 590, 112], {
      content: '{客户昵称}',
      size: 48,
      weight: 700,
      color: '#C2352B',
      align: 'center',
      lineHeight: 1.3,
      maxLines: 2,
      minSize: 26,
    }),
    text('wishes', [80, 760, 590, 194], {
      content: '愿您新的一岁\n平安喜乐，万事顺意\n所有的期待都有回响 🎉',
      size: 35,
      color: '#4A4A4A',
      align: 'center',
      lineHeight: 1.8,
      maxLines: 3,
    }),
    text('date', [80, 962, 590, 44], { content: '{日期}', size: 26, color: '#999999', align: 'center' }),
    ...nameCard('#E5484D'),
  ],
};

const holiday: PosterDesign = {
  width: 750,
  height: 1334,
  background: { color: '#B3121D', toColor: '#7A0A12', assetId: null },
  elements: [
    shape('ring', [95, 120, 560, 560], '#FFD98A', { radius: 280, opacity: 0.16 }),
    shape('moon', [145, 170, 460, 460], '#FFD98A', { radius: 230, toColor: '#F2B544' }),
    text('festival', [165, 250, 420, 150], {
      content: '{节日}',
      size: 96,
      minSize: 40,
      weight: 700,
      color: '#8E0E17',
      align: 'center',
      lineHeight: 1.2,
    }),
    text('good-day', [185, 400, 380, 60], { content: '快 乐', size: 44, color: '#8E0E17', align: 'center' }),
    text('lunar', [185, 470, 380, 44], { content: '农历 {农历日期}', size: 26, color: '#A8433A', align: 'center' }),
    text('name', [60, 700, 630, 110], {
      content: '致 {客户昵称}',
      size: 44,
      weight: 700,
      color: '#FFE6B8',
      align: 'center',
      lineHeight: 1.25,
      maxLines: 2,
      minSize: 26,
    }),
    text('wishes', [70, 816, 610, 180], {
      content: '感谢一路相伴\n愿您与家人团圆安康，好事成双 🏮',
      size: 34,
      color: '#FFF4DF',
      align: 'center',
      lineHeight: 1.7,
      maxLines: 3,
    }),
    text('date', [70, 992, 610, 44], { content: '{日期}', size: 26, color: '#F2B9A6', align: 'center' }),
    ...nameCard('#B3121D'),
  ],
};

const card: PosterDesign = {
  width: 750,
  height: 1000,
  background: { color: '#EAF1FF', toColor: '#C9DBFF', assetId: null },
  elements: [
    shape('head', [0, 0, 750, 300], '#1D5EFF', { toColor: '#5A8DFF' }),
    shape('bubble', [520, -120, 360, 360], '#FFFFFF', { radius: 180, opacity: 0.12 }),
    text('corp', [50, 48, 650, 60], { content: '{企业名称}', size: 34, weight: 700, color: '#FFFFFF', minSize: 20 }),
    shape('paper', [40, 150, 670, 800], '#FFFFFF', { radius: 32 }),
    { kind: 'avatar', id: 'member', x: 285, y: 190, w: 180, h: 180, of: 'member', ring: '#EAF1FF', color: '#1D5EFF' },
    text('name', [80, 386, 590, 76], {
      content: '{员工姓名}',
      size: 52,
      weight: 700,
      color: '#1F1F1F',
      align: 'center',
      minSize: 28,
    }),
    text('position', [80, 462, 590, 48], { content: '{员工职位}', size: 30, color: '#666666', align: 'center' }),
    shape('line', [315, 528, 120, 4], '#1D5EFF', { radius: 2 }),
    {
      kind: 'qr',
      id: 'code',
      x: 225,
      y: 552,
      w: 300,
      h: 300,
      value: { kind: 'link' },
      dark: '#1F1F1F',
      light: '#FFFFFF',
      margin: 4,
    },
    text('hint', [80, 860, 590, 56], { content: '扫一扫，添加我为好友', size: 30, color: '#666666', align: 'center' }),
  ],
};

/** What managers begin with. */
export const posterTemplates: readonly { id: string; name: string; design: PosterDesign }[] = [
  { id: 'birthday', name: '生日祝福', design: birthday },
  { id: 'holiday', name: '节日问候', design: holiday },
  { id: 'card', name: '个人名片', design: card },
];
