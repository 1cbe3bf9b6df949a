import { useEffect, useRef, useState } from 'react';
import { phraseOf } from '../../../../shared/api/api-error.ts';
import { canBeFitted, fitImage } from '../../../components/media/fit-image.ts';
import { uploadMedia } from '../../../components/media/upload-media.ts';

export interface PictureUpload {
  key: number;
  name: string;
  share: number;
  problem: string | null;
  /** Cancels it, or takes its problem off the screen. */
  forget(): void;
}

/** Pictures on their way into a text, each handed over with the place it was asked for. */
export function usePictureUploads<Place>(onArrived: (src: string, alt: string, place: Place) => void) {
  const [uploads, setUploads] = useState<PictureUpload[]>([]);
  const lastKey = useRef(0);
  const running = useRef(new Set<AbortController>());
  const tell = useRef(onArrived);
  tell.current = onArrived;
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const one of all) one.abort();
    };
  }, []);

  const sendOne = async (file: File, place: Place) => {
    const key = ++lastKey.current;
    const abort = new AbortController();
    const remove = () => setUploads((now) => now.filter((one) => one.key !== key));
    const change = (part: Partial<PictureUpload>) =>
      setUploads((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one)));
    const forget = () => {
      abort.abort();
      remove();
    };
    setUploads((now) => [...now, { key, name: file.name, share: 0, problem: null, forget }]);
    const fitting = canBeFitted(file) ? await fitImage(file).catch(() => null) : null;
    if (!fitting) return change({ problem: '这张图片打不开或太大,请另存为 JPG 后再上传' });
    running.current.add(abort);
    try {
      const { id } = await uploadMedia('image', fitting, (share) => change({ share }), abort.signal);
      tell.current(`/api/media/${id}/content`, file.name.replace(/\.[^.]+$/, ''), place);
      remove();
    } catch (error) {
      if (!abort.signal.aborted) change({ problem: phraseOf(error) });
    } finally {
      running.current.delete(abort);
    }
  };
  return {
    uploads,
    send: (files: readonly File[], place: Place) => {
      for (const file of files) void sendOne(file, place);
    },
  };
}
