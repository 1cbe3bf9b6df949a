import { ApiError } from '../../../../shared/api/api-error.ts';
import type { MaterialForm } from './form.ts';
import type { Refusal } from './section.ts';

/** What the server did not take of a material, by place; empty when it said nothing of that kind. */
export function refusalsOf(error: unknown, form: Pick<MaterialForm, 'design'>): Refusal[] {
  if (!(error instanceof ApiError)) return [];
  const { issues, assetId } = error.details as { issues?: { path?: string; message?: string }[]; assetId?: string };
  if (error.code === 'material.file_unfit' && form.design) return lostPictures(form.design, assetId);
  return (Array.isArray(issues) ? issues : []).flatMap(({ path = '', message = '' }) =>
    message === '' ? [] : [{ path: path.replace(/^body\./, ''), message }],
  );
}

function lostPictures({ elements, background }: NonNullable<MaterialForm['design']>, assetId?: string): Refusal[] {
  const message = '图片已经不在素材库里,请重新选择';
  return [
    ...(background.assetId === assetId
      ? [{ path: 'content.design.background.assetId', message: `背景${message}` }]
      : []),
    ...elements.flatMap((one, index) =>
      one.kind === 'image' && one.assetId === assetId
        ? [{ path: `content.design.elements.${index}.assetId`, message }]
        : [],
    ),
  ];
}
