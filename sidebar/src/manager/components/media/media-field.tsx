import type { MediaKind } from '@zhike/shared/contracts/media';
import { useEffect, useRef, useState } from 'react';
import { Progress } from 'tdesign-react/es/progress';
import { Button } from '../button.tsx';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { useMedia } from './get-media.ts';
import { uploadMedia } from './upload-media.ts';
import { limits, refusalOf, sayBytes } from './media-rules.ts';
import './media-field.css';

interface MediaFieldProps {
  kind: MediaKind;
  assetId: string;
  onChange(assetId: string): void;
}

/** Chooses and uploads one file, with its progress; a failed upload can be tried again with the same file. */
export function MediaField({ kind, assetId, onChange }: MediaFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const running = useRef<AbortController | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [failed, setFailed] = useState<{ file: File | null; text: string } | null>(null);
  const media = useMedia(assetId);
  useEffect(() => () => running.current?.abort(), []);
  // An upload ends in a later rendering than it began in: by then there may be other attachments beside this one.
  const tell = useRef(onChange);
  tell.current = onChange;

  const send = async (file: File) => {
    const refusal = refusalOf(kind, file);
    if (refusal) return setFailed({ file: null, text: refusal });
    const controller = new AbortController();
    running.current = controller;
    setFailed(null);
    setShare(0);
    try {
      const { id } = await uploadMedia(kind, file, setShare, controller.signal);
      tell.current(id);
    } catch (error) {
      setFailed({ file, text: phraseOf(error) });
    } finally {
      setShare(null);
    }
  };

  return (
    <div className="media-field">
      {assetId && kind === 'image' ? (
        <img className="media-thumb" src={`/api/media/${assetId}/content`} alt="已上传的图片" />
      ) : null}
      <div className="media-words">
        {media.data ? (
          <span>
            {media.data.name} <span className="fine">{sayBytes(media.data.size)}</span>
          </span>
        ) : (
          <span className="fine">
            {limits[kind].formats},最大 {sayBytes(limits[kind].maxBytes)}
          </span>
        )}
        {share === null ? (
          <span className="row">
            <Button variant="outline" size="small" onClick={() => input.current?.click()}>
              {assetId ? '更换' : '选择文件'}
            </Button>
            {failed?.file ? (
              <Button variant="text" size="small" onClick={() => void send(failed.file!)}>
                重试
              </Button>
            ) : null}
          </span>
        ) : (
          <span className="row">
            <span className="media-progress">
              <Progress percentage={Math.round(share * 100)} size="small" />
            </span>
            <Button
              variant="text"
              size="small"
              onClick={() => {
                running.current?.abort();
                setShare(null);
              }}
            >
              取消
            </Button>
          </span>
        )}
        {failed ? (
          <span className="field-problem" role="alert">
            {failed.text}
          </span>
        ) : null}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept={limits[kind].accept || undefined}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) void send(file);
        }}
      />
    </div>
  );
}
