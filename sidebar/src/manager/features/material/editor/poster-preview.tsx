import type { PosterDesign } from '@zhike/shared/contracts/poster';
import { useEffect, useState } from 'react';
import { phraseOf } from '../../../../shared/api/api-error.ts';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { Phone, Said } from '../../../components/phone/phone.tsx';
import { samples } from '../../../components/poster-editor/samples.ts';
import { usePosterPreview } from '../api/preview-poster.ts';
import type { MaterialForm } from './form.ts';
import { refusalsOf } from './refusals.ts';

interface PosterPreviewProps {
  form: Pick<MaterialForm, 'design' | 'title'>;
  rep: { name: string; avatar: string | null };
  /** Shown until it is drawn, and to whoever may not have drafts drawn. */
  thumbnailUrl: string | null;
  mayDraw: boolean;
}

/** Nobody waits for a picture of every letter typed. */
const PAUSE_MS = 700;

/** The picture as it will be sent, drawn by the server: with its fonts, its line ends, its code. */
export function PosterPreview({ form, rep, thumbnailUrl, mayDraw }: PosterPreviewProps) {
  const [sampleId, setSampleId] = useState(samples[0]!.id);
  const { texts } = samples.find(({ id }) => id === sampleId)!.values;
  const design = useSettled(form.design);
  const isWhole = design?.elements.every((one) => one.kind !== 'image' || one.assetId !== '') ?? false;
  const drawn = usePosterPreview(isWhole && mayDraw ? design : null, texts);
  const pictureUrl = drawn.data?.pictureUrl ?? thumbnailUrl;
  return (
    <>
      {mayDraw ? (
        <FilterChips
          label="用谁的名字预览"
          value={sampleId}
          options={samples.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setSampleId}
        />
      ) : null}
      <Phone title={rep.name}>
        <Said rep={rep}>
          {pictureUrl ? (
            <img
              className={`phone-poster ${drawn.isFetching ? 'phone-poster-old' : ''}`}
              src={pictureUrl}
              alt={`海报「${form.title}」`}
            />
          ) : (
            <span className="phone-blank">{design && isWhole && !drawn.isError ? '正在生成…' : '海报'}</span>
          )}
        </Said>
      </Phone>
      {drawn.isError && thumbnailUrl === null ? (
        <p className="field-problem" role="alert">
          {sayNotDrawn(drawn.error, design)}
          <button type="button" className="plain-button" onClick={() => void drawn.refetch()}>
            重试
          </button>
        </p>
      ) : (
        <p className="fine">由服务器生成,和客户收到的完全一样;昵称、名片和二维码发送时换成真实的。</p>
      )}
    </>
  );
}

function sayNotDrawn(error: unknown, design: PosterDesign | null): string {
  const [first] = refusalsOf(error, { design });
  return first ? `还生成不了:${first.message}` : phraseOf(error);
}

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(() => value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
