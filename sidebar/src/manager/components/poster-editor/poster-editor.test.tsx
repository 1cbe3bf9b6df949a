import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { PosterDesign } from '@zhike/shared/contracts/poster';
import { posterTemplates } from '@zhike/shared/formulas/poster/templates';
import { useEffect, useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { PosterEditor } from './poster-editor.tsx';

afterEach(cleanup);

const assets = {
  urlOf: (id: string) => `/api/media/${id}/content`,
  PicturePicker: ({ onChange }: { onChange(assetId: string): void }) => (
    <button type="button" onClick={() => onChange('01JZZZZZZZZZZZZZZZZZZZZZZZ')}>
      选择图片
    </button>
  ),
};
const title: PosterDesign['elements'][number] = {
  kind: 'text',
  id: 'title',
  x: 100,
  y: 200,
  w: 300,
  h: 80,
  content: '生日快乐',
  size: 40,
  minSize: 20,
  weight: 700,
  color: '#FFFFFF',
  align: 'left',
  verticalAlign: 'top',
  lineHeight: 1.4,
  maxLines: 1,
};
const code: PosterDesign['elements'][number] = {
  kind: 'qr',
  id: 'code',
  x: 200,
  y: 600,
  w: 200,
  h: 200,
  value: { kind: 'link' },
  dark: '#000000',
  light: '#FFFFFF',
  margin: 4,
};
/** 840 wide: half a pixel of the page for one of the poster. */
const start: PosterDesign = {
  width: 840,
  height: 1000,
  background: { color: '#E5484D', toColor: null, assetId: null },
  elements: [title, code],
};

let design = start;
function Editing({ from = start }: { from?: PosterDesign }) {
  const [value, setValue] = useState(from);
  useEffect(() => {
    design = value;
  }, [value]);
  return <PosterEditor value={value} onChange={setValue} assets={assets} />;
}
const stage = () => within(screen.getByRole('group', { name: '海报预览' }));
const box = (name: string | RegExp) => stage().getByRole('button', { name });
const element = (id: string) => design.elements.find((one) => one.id === id)!;
const drag = (target: Element, dx: number, dy: number) => {
  fireEvent.pointerDown(target, { button: 0, clientX: 0, clientY: 0, pointerId: 1 });
  fireEvent.pointerMove(target, { clientX: dx / 2, clientY: dy / 2, pointerId: 1 });
  fireEvent.pointerMove(target, { clientX: dx, clientY: dy, pointerId: 1 });
  fireEvent.pointerUp(target, { pointerId: 1 });
};

test('an element is dragged by the pointer, at the scale of the preview, and the drag is one step back', () => {
  render(<Editing />);
  drag(box('文字「生日快乐」'), 30, 21);
  expect(element('title')).toMatchObject({ x: 160, y: 242 });
  fireEvent.click(screen.getByRole('button', { name: '撤销' }));
  expect(element('title')).toMatchObject({ x: 100, y: 200 });
  expect(screen.getByRole('button', { name: '撤销' })).toHaveProperty('disabled', true);
  fireEvent.click(screen.getByRole('button', { name: '重做' }));
  expect(element('title')).toMatchObject({ x: 160, y: 242 });
});

test('a corner is pulled at, and keys do the same', () => {
  render(<Editing />);
  fireEvent.focus(box('文字「生日快乐」'));
  drag(box('文字「生日快乐」').querySelector('[data-handle=se]')!, 10, 5);
  expect(element('title')).toMatchObject({ x: 100, y: 200, w: 320, h: 90 });
  fireEvent.keyDown(box('文字「生日快乐」'), { key: 'ArrowRight' });
  fireEvent.keyDown(box('文字「生日快乐」'), { key: 'ArrowUp', shiftKey: true });
  fireEvent.keyDown(box('文字「生日快乐」'), { key: 'ArrowRight', altKey: true, shiftKey: true });
  expect(element('title')).toMatchObject({ x: 101, y: 190, w: 330, h: 90 });
});

test('elements are added, copied, put in front, deleted, and come back', () => {
  render(<Editing />);
  fireEvent.click(screen.getByRole('button', { name: '加色块' }));
  expect(design.elements.map(({ kind }) => kind)).toEqual(['text', 'qr', 'shape']);
  fireEvent.click(screen.getByRole('button', { name: '色块移到后面' }));
  expect(design.elements.map(({ kind }) => kind)).toEqual(['text', 'shape', 'qr']);
  fireEvent.keyDown(box('色块'), { key: 'd', ctrlKey: true });
  expect(new Set(design.elements.map(({ id }) => id)).size).toBe(4);
  fireEvent.keyDown(stage().getAllByRole('button', { name: '色块' })[0]!, { key: 'Delete' });
  expect(design.elements).toHaveLength(3);
  fireEvent.keyDown(screen.getByRole('group', { name: '海报预览' }), { key: 'z', ctrlKey: true });
  expect(design.elements).toHaveLength(4);
});

test('keys in a form belong to the form', () => {
  render(<Editing />);
  fireEvent.focus(box('文字「生日快乐」'));
  const text = screen.getByDisplayValue('生日快乐');
  fireEvent.keyDown(text, { key: 'Delete' });
  fireEvent.keyDown(text, { key: 'z', ctrlKey: true });
  expect(design).toBe(start);
});

test('a text is written and gets variables; typing is one step back', () => {
  render(<Editing />);
  fireEvent.focus(box('文字「生日快乐」'));
  const text = screen.getByDisplayValue('生日快乐');
  fireEvent.change(text, { target: { value: '生日快' } });
  fireEvent.change(text, { target: { value: '生日' } });
  fireEvent.click(screen.getByRole('button', { name: '岁数' }));
  expect(element('title')).toMatchObject({ content: '生日{岁数}' });
  fireEvent.click(screen.getByRole('button', { name: '撤销' }));
  fireEvent.click(screen.getByRole('button', { name: '撤销' }));
  expect(element('title')).toMatchObject({ content: '生日快乐' });
});

test('what would be cut, cannot be scanned or is unknown is said, and leads to its element', () => {
  const name: PosterDesign['elements'][number] = {
    ...title,
    id: 'name',
    content: '{客户昵称}',
    y: 300,
    size: 60,
    minSize: 40,
  };
  render(<Editing from={{ ...start, elements: [title, name, code] }} />);
  expect(screen.queryByRole('list', { name: '需要注意' })).toBeNull();
  fireEvent.mouseDown(screen.getByLabelText('预览用'));
  fireEvent.click(screen.getByLabelText('预览用'));
  fireEvent.click(screen.getByText('很长的名字'));
  const warning = within(screen.getByRole('list', { name: '需要注意' })).getByRole('button');
  expect(warning.textContent).toMatch(/^文字「{客户昵称}」放不下/);
  fireEvent.click(warning);
  fireEvent.change(screen.getByDisplayValue('{客户昵称}'), { target: { value: '{客户名}' } });
  expect(screen.getByText('文字「{客户名}」里没有变量 {客户名}')).toBeDefined();
});

test('a picture is chosen by the page that has the library', () => {
  render(<Editing />);
  fireEvent.click(screen.getByRole('button', { name: '加图片' }));
  expect(screen.getByText('图片还没有选择')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: '选择图片' }));
  expect(design.elements.at(-1)).toMatchObject({ assetId: '01JZZZZZZZZZZZZZZZZZZZZZZZ' });
  expect(screen.queryByText('图片还没有选择')).toBeNull();
});

test('the settings of the poster itself stand there while nothing is chosen', () => {
  render(<Editing />);
  fireEvent.change(screen.getByLabelText('背景颜色'), { target: { value: '#112233' } });
  expect(design.background.color).toBe('#112233');
  fireEvent.focus(box('二维码'));
  expect(screen.queryByLabelText('背景颜色')).toBeNull();
  fireEvent.keyDown(box('二维码'), { key: 'Escape' });
  expect(screen.getByLabelText('背景颜色')).toBeDefined();
});

test.each(posterTemplates.map((one) => [one.name, one.design] as const))(
  'the template %s opens without a warning',
  (_name, from) => {
    render(<Editing from={from} />);
    expect(screen.queryByRole('list', { name: '需要注意' })).toBeNull();
    expect(stage().getAllByRole('button')).toHaveLength(from.elements.length);
  },
);
