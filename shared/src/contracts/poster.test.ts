import { expect, test } from 'vitest';
import { posterTemplates } from '../formulas/poster/templates.ts';
import { fillPosterText, missingVariables, usedVariables } from '../formulas/poster/variables.ts';
import { PosterDesign } from './poster.ts';

const text = {
  kind: 'text',
  id: 't',
  x: 0,
  y: 0,
  w: 300,
  h: 60,
  content: '你好',
  size: 32,
  minSize: 20,
  weight: 400,
  color: '#333333',
};
const code = { kind: 'qr', id: 'q', x: 100, y: 100, w: 200, h: 200, value: { kind: 'link' } };
const shape = { kind: 'shape', id: 's', x: 0, y: 0, w: 400, h: 400, color: '#FFFFFF' };
const design = (...elements: unknown[]) => ({ width: 600, height: 800, background: { color: '#FFFFFF' }, elements });
const problems = (value: unknown) => {
  const { error } = PosterDesign.safeParse(value);
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
};

test.each(posterTemplates.map(({ name, design: one }) => [name, one] as const))(
  'the template %s is right as it stands',
  (_name, one) => {
    expect(problems(one)).toEqual([]);
  },
);

test('a design keeps to its elements and gets what is usual', () => {
  expect(PosterDesign.parse(design(text, code)).elements).toMatchObject([
    { align: 'left', verticalAlign: 'top', lineHeight: 1.4, maxLines: 1 },
    { dark: '#000000', light: '#FFFFFF', margin: 4 },
  ]);
});

test.each<[string, unknown, string]>([
  [
    'an unknown variable',
    design({ ...text, content: '{客户名称}你好' }),
    'elements.0.content: 没有变量「{客户名称}」,可以使用 {客户昵称}、{员工姓名}、{员工职位}、{企业名称}、{日期}、{农历日期}、{节日}、{岁数}、{周年}',
  ],
  ['a text without words', design({ ...text, content: '' }), 'elements.0.content: 请填写文字'],
  [
    'a box lower than its smallest line',
    design({ ...text, h: 20 }),
    'elements.0.h: 文本框放不下一行字:请加高,或减小最小字号和行高',
  ],
  ['a smallest size over the size', design({ ...text, minSize: 40 }), 'elements.0.minSize: 最小字号不能大于字号'],
  [
    'a code in pale colours',
    design({ ...code, dark: '#999999' }),
    'elements.0.dark: 二维码的颜色要比底色深得多,否则扫不出来',
  ],
  [
    'a light code on dark ground',
    design({ ...code, dark: '#FFFFFF', light: '#000000' }),
    'elements.0.dark: 二维码的颜色要比底色深得多,否则扫不出来',
  ],
  [
    'a code without free ground',
    design({ ...code, margin: 1 }),
    'elements.0.margin: 二维码四周至少留 4 格空白,否则扫不出来',
  ],
  ['a small code', design({ ...code, w: 100, h: 100 }), 'elements.0.w: 二维码太小,宽和高至少 150 像素'],
  [
    'a code too small for its text',
    design({ ...code, w: 160, h: 160, value: { kind: 'text', text: 'x'.repeat(300) } }),
    'elements.0.w: 二维码太小,宽和高至少 231 像素',
  ],
  ['a code that something lies on', design(code, shape), 'elements.0.x: 二维码被前面的色块遮住,扫不出来'],
  ['a code at the edge', design({ ...code, x: 500 }), 'elements.0.x: 二维码超出了海报的边缘'],
  ['a shape nobody sees', design({ ...shape, x: 700 }), 'elements.0.x: 色块在海报外面,看不到'],
  ['two elements of one name', design(text, text), 'elements.1.id: 两个元素的标识相同'],
  [
    'a poster of too many pixels',
    { ...design(), width: 2400, height: 2400 },
    'width: 海报太大,宽×高不能超过 400 万像素',
  ],
  [
    'too many elements',
    design(...Array.from({ length: 41 }, (_, id) => ({ ...text, id: `t${id}` }))),
    'elements: 一张海报最多 40 个元素',
  ],
  ['a colour by its name', design({ ...text, color: 'red' }), 'elements.0.color: 颜色的格式为 #RRGGBB'],
])('%s is refused, and the message says what to do', (_name, value, problem) => {
  expect(problems(value)).toContain(problem);
});

test('a code may lie on a shape, and have a small picture in its middle', () => {
  const avatar = { kind: 'avatar', id: 'a', x: 182, y: 182, w: 36, h: 36, of: 'member' };
  expect(problems(design(shape, code, avatar))).toEqual([]);
});

test('variables are filled in as they are, and nothing in a value is taken for a variable', () => {
  expect(fillPosterText('{客户昵称},{节日}快乐', { 客户昵称: '{岁数}', 节日: '中秋' })).toBe('{岁数},中秋快乐');
  expect(fillPosterText('{客户昵称}', {})).toBe('朋友');
});

test('what a design asks for is known before it is drawn', () => {
  const parsed = PosterDesign.parse(
    design(
      { ...text, content: '{客户昵称}{岁数}岁' },
      { kind: 'avatar', id: 'a', x: 0, y: 0, w: 90, h: 90, of: 'member' },
    ),
  );
  expect(usedVariables(parsed)).toEqual(['客户昵称', '员工姓名', '岁数']);
  expect(missingVariables(parsed, {})).toEqual(['岁数']);
});
