import type { PosterDesign, PosterElement } from '@zhike/shared/contracts/poster';

export const kindNames: Record<PosterElement['kind'], string> = {
  text: '文字',
  image: '图片',
  qr: '二维码',
  avatar: '头像',
  shape: '色块',
};

/** How an element is called in the list and aloud. */
export function nameOf(element: PosterElement): string {
  switch (element.kind) {
    case 'text':
      return `文字「${element.content.replaceAll(/\s+/g, ' ').slice(0, 16) || '空'}」`;
    case 'avatar':
      return element.of === 'customer' ? '客户头像' : '员工头像';
    case 'qr':
      return element.value.kind === 'link' ? '二维码' : '固定内容的二维码';
    case 'image':
    case 'shape':
      return kindNames[element.kind];
  }
}

/** As the contract has it: `posterLimits.elements`. */
export const MOST_ELEMENTS = 40;

export function withElement(design: PosterDesign, element: PosterElement): PosterDesign {
  return { ...design, elements: design.elements.map((one) => (one.id === element.id ? element : one)) };
}

export function withoutElement(design: PosterDesign, id: string): PosterDesign {
  return { ...design, elements: design.elements.filter((one) => one.id !== id) };
}

/** A free id: short, and never one that is there. */
function freeId({ elements }: PosterDesign): string {
  let number = elements.length + 1;
  while (elements.some(({ id }) => id === `e${number}`)) number += 1;
  return `e${number}`;
}

/** Something to begin with, in the middle of the poster and in front of all. */
export function newElement(design: PosterDesign, kind: PosterElement['kind']): PosterElement {
  const [w, h] = kind === 'text' ? [Math.min(400, design.width), 80] : kind === 'avatar' ? [140, 140] : [200, 200];
  const place = {
    id: freeId(design),
    x: Math.round((design.width - w) / 2),
    y: Math.round((design.height - h) / 2),
    w,
    h,
  };
  switch (kind) {
    case 'text':
      return {
        kind,
        ...place,
        content: '{客户昵称}，您好',
        size: 36,
        minSize: 22,
        weight: 400,
        color: '#333333',
        align: 'center',
        verticalAlign: 'middle',
        lineHeight: 1.4,
        maxLines: 1,
      };
    case 'image':
      return { kind, ...place, assetId: '', fit: 'cover', radius: 0, opacity: 1 };
    case 'qr':
      return { kind, ...place, value: { kind: 'link' }, dark: '#000000', light: '#FFFFFF', margin: 4 };
    case 'avatar':
      return { kind, ...place, of: 'customer', ring: '#FFFFFF', color: '#0052D9' };
    case 'shape':
      return { kind, ...place, color: '#FFFFFF', toColor: null, radius: 24, opacity: 1 };
  }
}

/** A copy beside it, in front of it. */
export function withCopy(design: PosterDesign, element: PosterElement): { design: PosterDesign; id: string } {
  const id = freeId(design);
  const x = Math.min(element.x + 20, design.width - element.w);
  const y = Math.min(element.y + 20, design.height - element.h);
  const elements = design.elements.flatMap((one) => (one.id === element.id ? [one, { ...element, id, x, y }] : [one]));
  return { design: { ...design, elements }, id };
}

/** One step to the front (1) or the back (-1). */
export function withOrder(design: PosterDesign, id: string, step: 1 | -1): PosterDesign {
  const from = design.elements.findIndex((one) => one.id === id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= design.elements.length) return design;
  const elements = [...design.elements];
  [elements[from], elements[to]] = [elements[to]!, elements[from]!];
  return { ...design, elements };
}
