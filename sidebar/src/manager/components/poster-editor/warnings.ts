import type { PosterDesign } from '@zhike/shared/contracts/poster';
import { layoutElement } from '@zhike/shared/formulas/poster/paint';
import { isScannable, overlap } from '@zhike/shared/formulas/poster/readable';
import { graphemes } from '@zhike/shared/formulas/poster/units';
import { isPosterVariable, namedVariables, type PosterValues } from '@zhike/shared/formulas/poster/variables';
import { nameOf } from './elements.ts';

/** Width of a piece of text in a weight at a size. */
export type Measure = (text: string, size: number, weight: number) => number;

export interface PosterWarning {
  elementId: string;
  message: string;
}

/** As the contract has it: `posterLimits.qrCovered`. */
const COVERED = 0.04;

/** What would go wrong with these values, before somebody is surprised by it. The server checks again when it is saved. */
export function warningsOf(design: PosterDesign, values: PosterValues, measure: Measure): PosterWarning[] {
  return design.elements.flatMap((element, index) => {
    const say = (message: string) => ({ elementId: element.id, message: `${nameOf(element)}${message}` });
    if (element.kind === 'image') return element.assetId === '' ? [say('还没有选择')] : [];
    if (element.kind === 'qr') {
      const most = element.w * element.h * COVERED;
      const cover = design.elements.slice(index + 1).find((later) => overlap(later, element) > most);
      return [
        ...(isScannable(element.dark, element.light) ? [] : [say('的颜色太接近,扫不出来')]),
        ...(cover ? [say(`被${nameOf(cover)}遮住,扫不出来`)] : []),
      ];
    }
    if (element.kind !== 'text') return [];
    const unknown = namedVariables(element.content).filter((name) => !isPosterVariable(name));
    if (unknown.length > 0) return [say(`里没有变量 ${unknown.map((name) => `{${name}}`).join('、')}`)];
    const { isCut } = layoutElement(element, values, (text, size) => measure(text, size, element.weight));
    return isCut ? [say('放不下,末尾会显示为「…」:请加大文本框、减小最小字号或增加行数')] : [];
  });
}

/** Where there is no canvas: Han characters and emoji are as wide as they are high, all else a little over half. */
export const roughMeasure: Measure = (text, size) =>
  graphemes(text).reduce((sum, sign) => sum + (/^[\u0020-\u024f]$/.test(sign) ? 0.56 : 1) * size, 0);
