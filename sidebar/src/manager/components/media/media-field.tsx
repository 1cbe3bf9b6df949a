import type { MediaKind } from '@zhike/shared/contracts/media';
import { useEffect, useRef, useState } from 'react';
import { Progress } from 'tdesign-react/es/progress';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { Button } from '../button.tsx';
import { canBeFitted, fitImage } from './fit-image.ts';
import { useMedia } from './get-media.ts';
import { limits, refusalOf, sayBytes } from './media-rules.ts';
import { uploadMedia } from './upload-media.ts';
import { useTellBusy } from './use-tell-busy.ts';
import './media-field.css';

interface MediaFieldProps {
  kind: MediaKind;
  assetId: string;
  onChange(assetId: string): void;
  /** Hears that a file is on its way, and that it has arrived or was given up. */
  onBusy?(isBusy: boolean): void;
  /** Files to offer where the kind allows more, e.g. `.pdf`. */
  accept?: string;
  /** A further reason not to take a file. */
  refuse?(file: { name: string; size: number }): string | null;
}

/** Chooses and uploads one file, with its progress; a failed upload can be tried again with the same file. */
export function MediaField({ kind, assetId, onChange, onBusy, accept, refuse }: MediaFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const running = useRef<AbortController | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [failed, setFailed] = useState<{ file: File | null; text: string } | null>(null);
  const media = useMedia(assetId);
  useTellBusy(share !== null, onBusy);
  useEffect(() => () => running.current?.abort(), []);
  // An upload ends in a later rendering than it began in: by then there may be other attachments beside this one.
  const tell = useRef(onChange);
  tell.current = onChange;

  const send = async (file: File) => {
    const fits = kind === 'image' && canBeFitted(file);
    const refusal = refuse?.(file) ?? (fits ? null : refusalOf(kind, file));
    if (refusal) return setFailed({ file: null, text: refusal });
    const controller = new AbortController();
    running.current = controller;
    setFailed(null);
    setShare(0);
    try {
      const { id } = await uploadMedia(kind, await fitted(kind, file), setShare, controller.signal);
      tell.current(id);
    } catch (error) {
      if (error instanceof UnreadablePicture) setFailed({ file: null, text: error.message });
      else if (!controller.signal.aborted) setFailed({ file, text: phraseOf(error) });
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
            {accept ? '' : `${limits[kind].formats},`}最大 {sayBytes(limits[kind].maxBytes)}
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
            <Button variant="text" size="small" onClick={() => running.current?.abort()}>
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
        accept={
          accept ?? (kind === 'image' ? `${limits.image.accept},.webp,.gif,.bmp` : limits[kind].accept || undefined)
        }
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) void send(file);
        }}
      />
    </div>
  );
}

class UnreadablePicture extends Error {}

/** A picture as WeCom takes it; other files as they are. */
async function fitted(kind: MediaKind, file: File): Promise<File> {
  if (kind !== 'image') return file;
  try {
    return await fitImage(file);
  } catch (cause) {
    throw new UnreadablePicture('这张图片打不开或太大,请另存为 JPG 后再上传', { cause });
  }
}
